package dev.postern.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Mail programs that come and go: some say goodbye, some break off in the middle of whatever it is.
 * Each of its parts is used by many threads.
 */
final class Churn {

    private static final int LETTER_OCTETS = 10 << 10;
    private static final String FETCH_LARGE = "FETCH 1 (BODY.PEEK[])";

    private final Subject subject;
    private final AtomicLong done = new AtomicLong();
    private final AtomicInteger seed = new AtomicInteger();
    private final List<Visit> visits =
            List.of(
                    this::read,
                    this::read,
                    this::readMuch,
                    this::send,
                    this::send,
                    this::breakOffBeforeLogin,
                    this::breakOffInLogin,
                    this::breakOffInFetch,
                    this::breakOffInMessage,
                    this::breakOffInHandshake);

    /** What a program does in one connection. */
    private interface Visit {
        void make(ClientKind client) throws IOException, InterruptedException;
    }

    Churn(Subject subject) {
        this.subject = subject;
    }

    /** How many connections there were. */
    long done() {
        return done.get();
    }

    /** Goes on until then. */
    void run(int programs, long endNanos) throws IOException, InterruptedException {
        Crowd.inParallel(
                programs,
                programs,
                () -> {
                    Random random = new Random(seed.incrementAndGet());
                    while (System.nanoTime() < endNanos) {
                        ClientKind client =
                                random.nextInt(2) == 0 ? ClientKind.PLAIN : ClientKind.TLS;
                        visits.get(random.nextInt(visits.size())).make(client);
                        done.incrementAndGet();
                    }
                });
    }

    private void read(ClientKind client) throws IOException, InterruptedException {
        try (ImapProgram program = subject.reader(client)) {
            for (int i = 0; i < 5; i++) {
                program.command("FETCH 2 (BODY.PEEK[])");
            }
            program.command("LOGOUT");
        }
    }

    private void readMuch(ClientKind client) throws IOException, InterruptedException {
        try (ImapProgram program = subject.reader(client)) {
            program.command(FETCH_LARGE);
            program.command("LOGOUT");
        }
    }

    private void send(ClientKind client) throws IOException, InterruptedException {
        ByteBuf message = Workloads.message(LETTER_OCTETS);
        try (SmtpProgram program = subject.sender(client)) {
            program.submit(message);
        } finally {
            message.release();
        }
    }

    private void breakOffBeforeLogin(ClientKind client) throws IOException {
        connect(subject.peer().ports(client).imap()).close();
    }

    private void breakOffInLogin(ClientKind client) throws IOException {
        try (Socket socket = connect(subject.peer().ports(ClientKind.PLAIN).imap())) {
            say(socket, "a1 LOGIN " + subject.peer().login().user() + " half");
        }
    }

    private void breakOffInFetch(ClientKind client) throws IOException {
        Peer.Login login = subject.peer().login();
        try (Socket socket = connect(subject.peer().ports(ClientKind.PLAIN).imap())) {
            say(socket, "a1 LOGIN " + login.user() + " " + login.password() + "\r\n");
            say(socket, "a2 " + FETCH_LARGE + "\r\n");
            socket.getInputStream().readNBytes(100_000);
        }
    }

    private void breakOffInMessage(ClientKind client) throws IOException, InterruptedException {
        ByteBuf message = Workloads.message(LETTER_OCTETS);
        SmtpProgram program = subject.sender(client);
        try {
            program.submitUnfinished(message);
        } finally {
            program.close();
            message.release();
        }
    }

    private void breakOffInHandshake(ClientKind client) throws IOException {
        try (Socket socket = connect(subject.peer().ports(ClientKind.TLS).imap())) {
            // The beginning of a ClientHello of 512 octets.
            socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0});
        }
    }

    /** A connection whose end is a reset. */
    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoLinger(true, 0);
        return socket;
    }

    private static void say(Socket socket, String words) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(words.getBytes(US_ASCII));
        out.flush();
    }
}
