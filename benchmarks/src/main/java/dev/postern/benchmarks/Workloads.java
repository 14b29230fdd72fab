package dev.postern.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.benchmarks.Workload.Sample;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What is measured of proxies that are warm. */
final class Workloads {

    private static final double MICROSECONDS = 1e6;
    private static final double MILLISECONDS = 1e3;
    private static final double GIB = 1L << 30;

    /** The unit of which more is better. */
    static final String RATE = "per s";

    private static final int AT_A_TIME = 8;
    private static final int ACTIVE_SESSIONS = 500;

    private final Subject direct;

    Workloads(Subject direct) {
        this.direct = direct;
    }

    /** In the order of the report. */
    List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        for (ClientKind client : ClientKind.values()) {
            all.add(new Workload("FETCH of 16 MiB", client, "CPU-s/GiB", 2, this::largeFetches));
            all.add(new Workload("FETCH of 8 KiB", client, "CPU-us each", 1, this::smallFetches));
            all.add(new Workload("connect, LOGIN, LOGOUT", client, "CPU-ms", 2, this::logins));
            all.add(new Workload("logins, 8 at a time", client, RATE, 0, this::loginRate));
            all.add(new Workload("NOOP added, median", client, "us", 1, this::roundTrip));
            all.add(new Workload("SMTP message of 25 MiB", client, "CPU-s/GiB", 2, this::parcels));
        }
        // TLS of the client costs these what it costs a small FETCH.
        ClientKind plain = ClientKind.PLAIN;
        all.add(new Workload("NOOP in one of 500 sessions", plain, "CPU-us", 1, this::noops));
        all.add(new Workload("SMTP message of 10 KiB", plain, "CPU-ms", 3, this::letters));
        return all;
    }

    private Sample largeFetches(Subject subject, ClientKind client, Clockwork clock)
            throws IOException, InterruptedException {
        return fetches(subject, client, clock, 1, StubMailbox.LARGE_OCTETS / GIB, 1);
    }

    private Sample smallFetches(Subject subject, ClientKind client, Clockwork clock)
            throws IOException, InterruptedException {
        return fetches(subject, client, clock, 2, 1, MICROSECONDS);
    }

    private Sample fetches(
            Subject subject,
            ClientKind client,
            Clockwork clock,
            int message,
            double units,
            double scale)
            throws IOException, InterruptedException {
        try (ImapProgram program = subject.reader(client)) {
            String fetch = "FETCH " + message + " (BODY.PEEK[])";
            return clock.cpuPer(units, scale, subject, () -> program.command(fetch));
        }
    }

    private Sample logins(Subject subject, ClientKind client, Clockwork clock)
            throws IOException, InterruptedException {
        return clock.cpuPer(1, MILLISECONDS, subject, () -> login(subject, client));
    }

    private static void login(Subject subject, ClientKind client)
            throws IOException, InterruptedException {
        try (ImapProgram program = subject.reader(client)) {
            program.command("LOGOUT");
        }
    }

    private Sample loginRate(Subject subject, ClientKind client, Clockwork clock)
            throws IOException, InterruptedException {
        AtomicLong done = new AtomicLong();
        long began = System.nanoTime();
        Crowd.inParallel(
                AT_A_TIME,
                AT_A_TIME,
                () -> done.addAndGet(clock.repeat(began, () -> login(subject, client))));
        double rate = done.get() / ((System.nanoTime() - began) / 1e9);
        return new Sample(rate, rate);
    }

    private Sample roundTrip(Subject subject, ClientKind client, Clockwork clock)
            throws IOException, InterruptedException {
        double without = medianRoundTrip(direct, client, clock);
        double with = medianRoundTrip(subject, client, clock);
        return new Sample(with - without, 1e6 / with);
    }

    private double medianRoundTrip(Subject subject, ClientKind client, Clockwork clock)
            throws IOException, InterruptedException {
        List<Long> nanos = new ArrayList<>();
        try (ImapProgram program = subject.reader(client)) {
            clock.repeat(
                    System.nanoTime(),
                    () -> {
                        long began = System.nanoTime();
                        program.command("NOOP");
                        nanos.add(System.nanoTime() - began);
                    });
        }
        nanos.sort(null);
        return nanos.get(nanos.size() / 2) / 1e3;
    }

    private Sample noops(Subject subject, ClientKind client, Clockwork clock)
            throws IOException, InterruptedException {
        try (Crowd crowd = new Crowd(subject, client)) {
            crowd.grow(ACTIVE_SESSIONS);
            return clock.cpuPer(
                    ACTIVE_SESSIONS, MICROSECONDS, subject, () -> crowd.eachSays("NOOP"));
        }
    }

    private Sample letters(Subject subject, ClientKind client, Clockwork clock)
            throws IOException, InterruptedException {
        return messages(subject, client, clock, 10 << 10, 1, MILLISECONDS);
    }

    private Sample parcels(Subject subject, ClientKind client, Clockwork clock)
            throws IOException, InterruptedException {
        int octets = 25 << 20;
        return messages(subject, client, clock, octets, octets / GIB, 1);
    }

    private Sample messages(
            Subject subject,
            ClientKind client,
            Clockwork clock,
            int octets,
            double units,
            double scale)
            throws IOException, InterruptedException {
        ByteBuf message = message(octets);
        try (SmtpProgram program = subject.sender(client)) {
            return clock.cpuPer(units, scale, subject, () -> program.submit(message));
        } finally {
            message.release();
        }
    }

    /** Lines without a dot but for the one at the end. */
    static ByteBuf message(int octets) {
        byte[] line = ("x".repeat(74) + "\r\n").getBytes(US_ASCII);
        byte[] header = "From: bench@example\r\nSubject: bench\r\n\r\n".getBytes(US_ASCII);
        ByteBuf message = Unpooled.directBuffer(octets + line.length).writeBytes(header);
        while (message.readableBytes() < octets) {
            message.writeBytes(line);
        }
        return message.writeBytes(new byte[] {'.', '\r', '\n'});
    }
}
