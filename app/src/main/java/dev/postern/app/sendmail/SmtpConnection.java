package dev.postern.app.sendmail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Commands and replies of SMTP over a blocking socket. */
final class SmtpConnection implements AutoCloseable {

    private static final int CONNECT_MILLIS = 10_000;

    /** RFC 5321 4.5.3.2: five minutes for most replies, ten after the message. */
    private static final int REPLY_MILLIS = 10 * 60 * 1000;

    /** A message of the largest size takes that long over a slow line; more, and it hangs. */
    private static final Duration ALL = Duration.ofHours(1);

    // RFC 5321 4.5.3.1.5 says 512; some providers put whole web addresses into one.
    private static final int LONGEST_LINE = 4096;

    private static final int MOST_LINES = 256;

    private final Socket plain = new Socket();
    private final String peerName;
    private Socket socket = plain;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();

    /** What the server said: its lines without the code. */
    record Reply(int code, List<String> lines) {

        boolean isGood() {
            return code >= 200 && code < 400;
        }

        /** What a line of an EHLO reply says after {@code keyword}. */
        Optional<String> extension(String keyword) {
            return lines.stream()
                    .skip(1)
                    .map(line -> line.toUpperCase(Locale.ROOT))
                    .filter(line -> line.equals(keyword) || line.startsWith(keyword + " "))
                    .findFirst();
        }

        /** For people, on one line. */
        @Override
        public String toString() {
            String text = String.join(" ", lines).replaceAll("\\p{Cntrl}", "?");
            return code + " " + text;
        }
    }

    SmtpConnection(SubmissionServer server) throws IOException {
        this.peerName = server.address().getHostString();
        CompletableFuture.delayedExecutor(ALL.toSeconds(), TimeUnit.SECONDS).execute(this::close);
        plain.connect(server.address(), CONNECT_MILLIS);
        plain.setTcpNoDelay(true);
        adopt(plain);
    }

    private void adopt(Socket connected) throws IOException {
        connected.setSoTimeout(REPLY_MILLIS);
        socket = connected;
        in = new BufferedInputStream(connected.getInputStream());
        out = new BufferedOutputStream(connected.getOutputStream(), 64 * 1024);
    }

    /** Goes on in TLS; the certificate must be for the address that was connected to. */
    void startTls(SSLContext tls) throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        tls.getSocketFactory().createSocket(plain, peerName, plain.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        adopt(secured);
    }

    Reply ask(String command) throws IOException {
        out.write((command + "\r\n").getBytes(UTF_8));
        out.flush();
        return reply();
    }

    Reply ask(byte[] command) throws IOException {
        out.write(command);
        out.flush();
        return reply();
    }

    /** The message, octets as Latin-1, with its dots doubled, but without the dot that ends it. */
    void send(String message) throws IOException {
        int previous = '\n';
        for (int i = 0; i < message.length(); i++) {
            int octet = message.charAt(i);
            if (previous == '\n' && octet == '.') {
                out.write('.');
            }
            out.write(octet);
            previous = octet;
        }
        out.flush();
    }

    Reply reply() throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < MOST_LINES) {
            String line = line();
            if (!line.matches("[2-5]\\d\\d([ -].*)?")) {
                throw new IOException("no reply of SMTP: " + line.replaceAll("\\p{Cntrl}", "?"));
            }
            lines.add(line.length() > 4 ? line.substring(4) : "");
            if (line.length() == 3 || line.charAt(3) == ' ') {
                return new Reply(Integer.parseInt(line.substring(0, 3)), lines);
            }
        }
        throw new IOException("a reply of more than " + MOST_LINES + " lines");
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed");
            }
            if (line.size() > LONGEST_LINE) {
                throw new IOException("a reply with a line of more than " + LONGEST_LINE);
            }
            line.write(c);
        }
        return line.toString(UTF_8).stripTrailing();
    }

    @Override
    public void close() {
        try {
            socket.close();
            plain.close();
        } catch (IOException gone) {
            // which is what was wanted
        }
    }
}
