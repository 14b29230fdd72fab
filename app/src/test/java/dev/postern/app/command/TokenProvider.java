package dev.postern.app.command;

import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.oauth.TokenServer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;

/** A provider's three servers: one gives tokens, the others take those that are good there. */
final class TokenProvider implements AutoCloseable {

    private static final String CHALLENGE =
            Base64.getEncoder()
                    .encodeToString("{\"status\":\"401\"}".getBytes(StandardCharsets.US_ASCII));

    private static final String MESSAGE = "Subject: for Ann\r\n\r\nHello.\r\n";

    private final TestAuthority authority = new TestAuthority();
    private final SSLContext tls;
    private final TokenServer tokens;
    private final StandInServer imap;
    private final StandInServer smtp;
    private final List<Shown> shown = new CopyOnWriteArrayList<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();

    /** What a mail server was shown. */
    record Shown(String protocol, String user, String token) {

        private static Shown of(String protocol, String response) {
            String words = new String(Base64.getDecoder().decode(response), StandardCharsets.UTF_8);
            return new Shown(
                    protocol,
                    words.substring("user=".length(), words.indexOf('\1')),
                    words.substring(
                            words.indexOf("Bearer ") + "Bearer ".length(), words.indexOf("\1\1")));
        }
    }

    TokenProvider() throws IOException {
        TestAuthority.Identity identity = authority.identity("localhost");
        tls = identity.serverContext();
        tokens = TokenServer.overTls(identity);
        imap = new StandInServer(this::serveImap);
        smtp = new StandInServer(this::serveSmtp);
    }

    TokenServer tokens() {
        return tokens;
    }

    List<Shown> shown() {
        return List.copyOf(shown);
    }

    /** The lines between DATA and its end, of each message. */
    List<String> sent() {
        return List.copyOf(sent);
    }

    /** One account; {@code credential} gets what leads to the token server. */
    String account(Path directory, String head, String credential, String smtpUser) {
        String file = authority.writePem(directory).toString();
        return """
        [[account]]
        %s
        credential = { %s, token_url = "%s", ca_file = "%s", scopes = ["mail"] }

        [account.imap]
        host = "localhost"
        port = %d
        tls = "implicit"
        ca_file = "%s"

        [account.smtp]
        host = "localhost"
        port = %d
        tls = "implicit"
        ca_file = "%s"
        %s
        """
                .formatted(
                        head,
                        credential,
                        tokens.token(),
                        file,
                        imap.port(),
                        file,
                        smtp.port(),
                        file,
                        smtpUser);
    }

    private boolean takes(String protocol, String response) {
        Shown brought = Shown.of(protocol, response);
        shown.add(brought);
        return tokens.userOf(brought.token()).isPresent();
    }

    private void serveImap(Peer client) throws IOException {
        client.acceptTls(tls);
        // Sessions sit idle here while a login elsewhere waits for the token server.
        client.socket().setSoTimeout(0);
        client.send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] hello\r\n");
        while (true) {
            String line = client.line();
            String tag = line.substring(0, line.indexOf(' '));
            String command = line.substring(tag.length() + 1);
            if (command.startsWith("AUTHENTICATE XOAUTH2 ")) {
                if (takes("imap", command.substring("AUTHENTICATE XOAUTH2 ".length()))) {
                    client.send(tag + " OK [CAPABILITY IMAP4rev1] in\r\n");
                } else {
                    client.send("+ " + CHALLENGE + "\r\n");
                    client.line();
                    client.send(tag + " NO [AUTHENTICATIONFAILED] no\r\n");
                }
            } else if (command.startsWith("FETCH")) {
                client.send(
                        "* 1 FETCH (BODY[] {%d}\r\n%s)\r\n".formatted(MESSAGE.length(), MESSAGE));
                client.send(tag + " OK fetched\r\n");
            } else if (command.equals("LOGOUT")) {
                client.send("* BYE\r\n" + tag + " OK bye\r\n");
                return;
            } else {
                client.send(tag + " OK done " + command + "\r\n");
            }
        }
    }

    private void serveSmtp(Peer client) throws IOException {
        client.acceptTls(tls);
        client.send("220 hello\r\n");
        while (true) {
            String command = client.line();
            if (command.startsWith("EHLO")) {
                client.send("250-localhost\r\n250 AUTH XOAUTH2\r\n");
            } else if (command.startsWith("AUTH XOAUTH2 ")) {
                if (takes("smtp", command.substring("AUTH XOAUTH2 ".length()))) {
                    client.send("235 2.7.0 in\r\n");
                } else {
                    client.send("334 " + CHALLENGE + "\r\n");
                    client.line();
                    client.send("535 5.7.8 no\r\n");
                }
            } else if (command.equals("DATA")) {
                client.send("354 go on\r\n");
                StringBuilder message = new StringBuilder();
                for (String line = client.line(); !line.equals("."); line = client.line()) {
                    message.append(line).append('\n');
                }
                sent.add(message.toString());
                client.send("250 2.0.0 taken\r\n");
            } else {
                client.send("250 2.0.0 ok\r\n");
            }
        }
    }

    @Override
    public void close() throws IOException {
        imap.close();
        smtp.close();
        tokens.close();
    }
}
