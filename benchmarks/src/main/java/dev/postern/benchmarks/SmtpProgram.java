package dev.postern.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

import java.io.IOException;
import java.util.Base64;

/** An SMTP client with one connection. Used by one thread. */
final class SmtpProgram implements AutoCloseable {

    /** What the socket and the proxy take in one go without the sender having to wait long. */
    private static final int AT_ONCE = 256 * 1024;

    private final Wire wire;

    /** Waits for the greeting. */
    SmtpProgram(Wire wire) throws IOException, InterruptedException {
        this.wire = wire;
        expect("220");
    }

    void login(Peer.Login login) throws IOException, InterruptedException {
        wire.say("EHLO bench.example.org");
        expect("250");
        byte[] plain = ("\0" + login.user() + "\0" + login.password()).getBytes(US_ASCII);
        wire.say("AUTH PLAIN " + Base64.getEncoder().encodeToString(plain));
        expect("235");
    }

    /**
     * Sends a message as a program without PIPELINING does.
     *
     * @param message with its end; stays the caller's
     */
    void submit(ByteBuf message) throws IOException, InterruptedException {
        send(message, message.readableBytes());
        expect("250");
    }

    /** The same, but only the first half of it. */
    void submitUnfinished(ByteBuf message) throws IOException, InterruptedException {
        send(message, message.readableBytes() / 2);
    }

    private void send(ByteBuf message, int octets) throws IOException, InterruptedException {
        wire.say("MAIL FROM:<bench@example.org>");
        expect("250");
        wire.say("RCPT TO:<sink@example.org>");
        expect("250");
        wire.say("DATA");
        expect("354");
        for (int at = 0; at < octets; at += AT_ONCE) {
            wire.send(message.retainedSlice(at, Math.min(AT_ONCE, octets - at)));
        }
    }

    private void expect(String code) throws IOException, InterruptedException {
        String line = wire.next();
        while (line.startsWith(code + "-")) {
            line = wire.next();
        }
        if (!line.startsWith(code)) {
            throw new IOException("expected " + code + ", found: " + line);
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
