package dev.postern.app.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.TestAuthority;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;

/** An SMTP provider that remembers what it was told, and answers as a test wants. */
final class SmtpStandIn implements AutoCloseable {
    private final TestAuthority authority = new TestAuthority();
    private final StandInServer server;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    SmtpStandIn() throws IOException {
        SSLContext tls = authority.identity("localhost").serverContext();
        this.server = new StandInServer(client -> serve(client, tls));
    }

    /** To the command that begins so; {@code .} is the end of a message; empty: hangs up. */
    void answer(String command, String reply) {
        answers.put(command, reply);
    }

    private void serve(Peer client, SSLContext tls) throws IOException {
        client.acceptTls(tls);
        client.send("220 ready\r\n");
        while (true) {
            String line = client.line();
            commands.add(line);
            String verb = line.split("[ :]", 2)[0];
            String usual =
                    switch (verb) {
                        case "EHLO" ->
                                "250-stand-in\r\n250-SIZE 100000000\r\n250-8BITMIME\r\n"
                                        + "250 AUTH PLAIN";
                        case "AUTH" -> "235 in";
                        case "DATA" -> "354 go on";
                        case "QUIT" -> "221 bye";
                        default -> "250 ok";
                    };
            String reply = answers.getOrDefault(verb, usual);
            client.send(reply + "\r\n");
            if (verb.equals("QUIT")) {
                return;
            }
            if (reply.startsWith("354")) {
                messages.add(message(client));
                String last = answers.getOrDefault(".", "250 queued");
                if (last.isEmpty()) {
                    return;
                }
                client.send(last + "\r\n");
            }
        }
    }

    private static String message(Peer client) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (!message.toString(ISO_8859_1).endsWith("\r\n.\r\n")) {
            message.write(client.octets(1));
        }
        return message.toString(ISO_8859_1);
    }

    /** Of all connections, in order. */
    List<String> commands() {
        return commands;
    }

    /** As they came, with doubled dots, as Latin-1. */
    List<String> messages() {
        return messages;
    }

    /** The options of {@code account add} that lead here. */
    String[] accountAdd(Path directory) {
        String here = "localhost:" + server.port();
        return new String[] {
            "account",
            "add",
            "jo@example.org",
            "--password-stdin",
            "--imap-host",
            here,
            "--imap-tls",
            "implicit",
            "--smtp-host",
            here,
            "--smtp-tls",
            "implicit",
            "--ca-file",
            authority.writePem(directory).toString()
        };
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
