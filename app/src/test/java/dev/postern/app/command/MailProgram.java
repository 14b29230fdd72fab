package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.Peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An IMAP client that logs in with LOGIN. */
final class MailProgram implements AutoCloseable {
    private final Peer peer;

    MailProgram(int port) throws IOException {
        this(Peer.connect(port));
    }

    MailProgram(Peer peer) throws IOException {
        this.peer = peer;
        peer.lineStarting("* OK");
    }

    /** One that may. */
    static MailProgram loggedIn(int port, String user, String password) throws IOException {
        MailProgram program = new MailProgram(port);
        assertThat(program.login(user, password)).startsWith("a OK");
        return program;
    }

    /** The tagged answer. */
    String login(String user, String password) throws IOException {
        return ask("LOGIN \"%s\" \"%s\"".formatted(user, password));
    }

    String ask(String command) throws IOException {
        peer.send("a " + command + "\r\n");
        return peer.lineStarting("a ");
    }

    /** Ends politely: behind a bare end of input the bridge would wait for what is to come yet. */
    void logOut() throws IOException {
        ask("LOGOUT");
        close();
    }

    /** Waits until the bridge closes the connection, and gives back what it said before. */
    String awaitEnd() throws IOException {
        return new String(peer.rest(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        peer.close();
    }
}
