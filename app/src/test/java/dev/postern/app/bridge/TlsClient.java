package dev.postern.app.bridge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A mail program that trusts one root, and checks path and name. */
final class TlsClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final SSLSocket socket;
    private final BufferedReader in;

    TlsClient(X509Certificate root, int port) throws Exception {
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        roots.setCertificateEntry("root", root);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        in.readLine();
    }

    X509Certificate shown() throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    /** The last line of the answer to a command that has an untagged one before. */
    String ask(String command) throws IOException {
        socket.getOutputStream()
                .write(("a " + command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        String line = in.readLine();
        while (line != null && !line.startsWith("a ")) {
            line = in.readLine();
        }
        return String.valueOf(line);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
