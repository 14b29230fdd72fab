package dev.postern.app.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A client of the JDK's own sockets, which shows what both sides say; secrets as dots. */
final class Dialogue implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;

    private final SSLSocket socket;
    private final BufferedReader in;
    private final OutputStream out;

    private Dialogue(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.out = socket.getOutputStream();
    }

    /** Connects with TLS, and believes the bridge's own authority and nobody else. */
    static Dialogue over(int port, Path authority) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        trusting(authority).createSocket(InetAddress.getLoopbackAddress(), port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.startHandshake();
        Dialogue dialogue = new Dialogue(socket);
        dialogue.note(
                "Connected to localhost:%d with %s; the certificate is the bridge's own"
                        .formatted(port, socket.getSession().getProtocol()));
        return dialogue;
    }

    private static SSLSocketFactory trusting(Path authority) throws IOException {
        try (InputStream pem = Files.newInputStream(authority)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "bridge", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void note(String text) {
        Demo.say("   -- " + text);
    }

    void say(String line) {
        Demo.say("C: " + line);
        send(line);
    }

    void sayWithSecret(String line, String secret) {
        Demo.say("C: " + line + "••••••••");
        send(line + secret);
    }

    private void send(String line) {
        try {
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads up to a line that starts so, and gives back all that came. */
    List<String> expect(String start) throws IOException {
        List<String> lines = new ArrayList<>();
        do {
            String line = in.readLine();
            if (line == null) {
                throw new IOException(
                        "expected a line that starts with %s, but the bridge closed"
                                .formatted(start));
            }
            Demo.say("S: " + line);
            lines.add(line);
            if (isRefusal(line, start)) {
                throw new IOException("expected %s, found %s".formatted(start, line));
            }
        } while (!lines.getLast().startsWith(start));
        return lines;
    }

    /** A final answer, but another one. */
    private static boolean isRefusal(String line, String start) {
        boolean tagged = start.charAt(0) == 'a' && line.startsWith(start.substring(0, 3));
        boolean replied = Character.isDigit(start.charAt(0)) && line.matches("[45][0-9]{2} .*");
        return !line.startsWith(start) && (tagged || replied);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
