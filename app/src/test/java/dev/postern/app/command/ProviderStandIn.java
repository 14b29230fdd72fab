package dev.postern.app.command;

import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.TestAuthority;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;

/** An IMAP provider that remembers which passwords it was shown, and takes one of them. */
final class ProviderStandIn implements AutoCloseable {
    private final TestAuthority authority = new TestAuthority();
    private final StandInServer server;
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private volatile String password;

    ProviderStandIn(String password) throws IOException {
        this.password = password;
        SSLContext tls = authority.identity("localhost").serverContext();
        this.server = new StandInServer(client -> serve(client, tls));
    }

    private void serve(Peer client, SSLContext tls) throws IOException {
        client.acceptTls(tls);
        // Sessions sit idle here while something is done to the bridge.
        client.socket().setSoTimeout(0);
        client.send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hello\r\n");
        while (true) {
            String line = client.line();
            String tag = line.substring(0, line.indexOf(' '));
            String command = line.substring(tag.length() + 1);
            if (command.startsWith("AUTHENTICATE PLAIN")) {
                String plain =
                        new String(
                                Base64.getDecoder().decode(response(client, command)),
                                StandardCharsets.UTF_8);
                String secret = plain.substring(plain.lastIndexOf('\0') + 1);
                shown.add(secret);
                client.send(
                        secret.equals(password)
                                ? tag + " OK [CAPABILITY IMAP4rev1 IDLE] in\r\n"
                                : tag + " NO [AUTHENTICATIONFAILED] no\r\n");
            } else if (command.equals("LOGOUT")) {
                client.send("* BYE\r\n" + tag + " OK bye\r\n");
                return;
            } else {
                client.send(tag + " OK done " + command + "\r\n");
            }
        }
    }

    /** At once (RFC 4959), or when asked. */
    private static String response(Peer client, String command) throws IOException {
        String words = command.substring("AUTHENTICATE PLAIN".length()).strip();
        if (words.isEmpty()) {
            client.send("+ \r\n");
            return client.line();
        }
        return words;
    }

    /** From now on this one is taken. */
    void takes(String other) {
        password = other;
    }

    /** In the order of their showing. */
    List<String> passwordsShown() {
        return shown;
    }

    int connections() {
        return server.connections();
    }

    /** The options of {@code account add} that lead here. */
    List<String> options(Path directory) {
        return List.of(
                "--imap-host",
                "localhost:" + server.port(),
                "--imap-tls",
                "implicit",
                "--ca-file",
                authority.writePem(directory).toString());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
