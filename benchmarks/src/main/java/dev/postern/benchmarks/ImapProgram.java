package dev.postern.benchmarks;

import java.io.IOException;

/** An IMAP client with one connection. Used by one thread. */
final class ImapProgram implements AutoCloseable {

    private final Wire wire;
    private int tags;

    /** Waits for the greeting. */
    ImapProgram(Wire wire) throws IOException, InterruptedException {
        this.wire = wire;
        wire.next();
    }

    void login(Peer.Login login) throws IOException, InterruptedException {
        command("LOGIN " + login.user() + " " + login.password());
    }

    /** Sends a command and waits for its OK; literals in between are thrown away. */
    void command(String words) throws IOException, InterruptedException {
        String tag = "a" + ++tags;
        wire.say(tag + " " + words);
        String line = wire.next();
        while (!line.startsWith(tag + " ")) {
            line = wire.next();
        }
        if (!line.startsWith(tag + " OK")) {
            throw new IOException("expected " + tag + " OK, found: " + line);
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
