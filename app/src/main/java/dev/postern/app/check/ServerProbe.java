package dev.postern.app.check;

import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;

import javax.net.ssl.SSLSocket;

/**
 * Looks at what answers at the address of a server that could not be logged in to. It believes
 * nobody, and so says nothing that anybody may not hear: no user name, no credential.
 */
final class ServerProbe {

    /** For a connection, and for each line. A working server needs a second at most. */
    private static final int PATIENCE_MILLIS = 5_000;

    /** Mail servers greet at once; who says nothing waits for something else than we do. */
    private static final int GREETING_MILLIS = 3_000;

    private static final int LONGEST_LINE = 512;

    /** More than any server has before an answer. */
    private static final int MOST_LINES = 50;

    private static final int TLS_ALERT = 0x15;

    private final Protocol protocol;
    private final Upstream upstream;

    ServerProbe(Protocol protocol, Upstream upstream) {
        this.protocol = protocol;
        this.upstream = upstream;
    }

    Finding look() {
        try {
            return switch (upstream.tls()) {
                case IMPLICIT -> lookForTls();
                case STARTTLS -> lookForStartTls();
            };
        } catch (UnknownHostException unknown) {
            return new Finding.NameUnknown();
        } catch (ConnectException refused) {
            String detail = String.valueOf(refused.getMessage());
            return detail.contains("refused")
                    ? new Finding.Refused(detail)
                    : new Finding.Silent(detail);
        } catch (IOException | GeneralSecurityException silent) {
            return new Finding.Silent(String.valueOf(silent.getMessage()));
        }
    }

    private Finding lookForTls() throws IOException, GeneralSecurityException {
        try (Socket socket = connect()) {
            SeenChain seen = new SeenChain();
            try (SSLSocket secured = seen.secure(socket, upstream.host())) {
                String line = greeting(secured);
                return isGreeting(line) || line.isEmpty()
                        ? new Finding.Certificates(seen.chain())
                        : stranger(line);
            } catch (IOException noTls) {
                if (!seen.chain().isEmpty()) {
                    return new Finding.Certificates(seen.chain());
                }
            }
        }
        try (Socket socket = connect()) {
            String line = greeting(socket);
            return isGreeting(line) ? new Finding.SpeaksWithoutTls() : stranger(line);
        }
    }

    private Finding lookForStartTls() throws IOException, GeneralSecurityException {
        try (Socket socket = connect()) {
            String line = greeting(socket);
            if (isGreeting(line)) {
                return startTls(socket);
            }
            if (!line.isEmpty() && line.charAt(0) != TLS_ALERT) {
                return stranger(line);
            }
        }
        try (Socket socket = connect()) {
            SeenChain seen = new SeenChain();
            try (SSLSocket secured = seen.secure(socket, upstream.host())) {
                return isGreeting(greeting(secured)) ? new Finding.SpeaksTlsAtOnce() : stranger("");
            } catch (IOException noTls) {
                return seen.chain().isEmpty() ? stranger("") : new Finding.SpeaksTlsAtOnce();
            }
        }
    }

    private Finding startTls(Socket socket) throws IOException, GeneralSecurityException {
        if (protocol == Protocol.SMTP) {
            say(socket, "EHLO [127.0.0.1]");
            answer(socket);
        }
        say(socket, protocol == Protocol.SMTP ? "STARTTLS" : "a STARTTLS");
        String answer = answer(socket);
        if (!answer.startsWith(protocol == Protocol.SMTP ? "220" : "a OK")) {
            return new Finding.NoStartTls(answer);
        }
        SeenChain seen = new SeenChain();
        try {
            seen.secure(socket, upstream.host()).close();
            return new Finding.Certificates(seen.chain());
        } catch (IOException noTls) {
            if (seen.chain().isEmpty()) {
                throw noTls;
            }
            return new Finding.Certificates(seen.chain());
        }
    }

    private static Finding stranger(String line) {
        return line.toUpperCase(Locale.ROOT).startsWith("HTTP/")
                ? new Finding.Web(line)
                : new Finding.Stranger(line);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        try {
            InetSocketAddress address = new InetSocketAddress(upstream.host(), upstream.port());
            if (address.isUnresolved()) {
                throw new UnknownHostException(upstream.host());
            }
            socket.connect(address, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    private boolean isGreeting(String line) {
        return switch (protocol) {
            case IMAP -> line.startsWith("* ");
            case SMTP -> line.matches("[2-5][0-9]{2}([ -].*)?");
        };
    }

    /** What it says by itself; if it says nothing, what a web server would be asked. */
    private static String greeting(Socket socket) throws IOException {
        socket.setSoTimeout(GREETING_MILLIS);
        try {
            return line(socket);
        } catch (IOException silent) {
            try {
                say(socket, "HEAD / HTTP/1.0\r\n");
                return line(socket);
            } catch (IOException stillSilent) {
                return "";
            }
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** The last line of an answer. */
    private String answer(Socket socket) throws IOException {
        for (int i = 0; i < MOST_LINES; i++) {
            String line = line(socket);
            boolean last =
                    switch (protocol) {
                        case IMAP -> line.startsWith("a ");
                        case SMTP -> !line.matches("[0-9]{3}-.*");
                    };
            if (last) {
                return line;
            }
        }
        throw new IOException("an answer without end");
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Octet by octet: what follows the line may be TLS. */
    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < LONGEST_LINE) {
            int octet = socket.getInputStream().read();
            if (octet == '\n' || octet < 0) {
                break;
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }
}
