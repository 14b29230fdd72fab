package dev.postern.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.benchmarks.Workload.Sample;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What is measured of proxies that are warm. */
final class Workloads {

    private static final double MICROSECONDS = 1e6;
    private static final double MILLISECONDS = 1e3;
    private static final double GIB = 1L << 30;
    private static final int AT_A_TIME = 8;

    private final Subject direct;

    /** How much of everything; 1 for a look, 10 for figures that are told. */
    private final int size;

    Workloads(Subject direct, int size) {
        this.direct = direct;
        this.size = size;
    }

    /** In the order of the report. */
    List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        for (ClientKind client : ClientKind.values()) {
            all.add(new Workload("FETCH of 16 MiB", client, "CPU-s/GiB", 2, this::largeFetches));
            all.add(new Workload("FETCH of 8 KiB", client, "CPU-us each", 1, this::smallFetches));
            all.add(new Workload("connect, LOGIN, LOGOUT", client, "CPU-ms", 2, this::logins));
            all.add(new Workload("logins, 8 at a time", client, "per s", 0, this::loginRate));
            all.add(new Workload("round trip added, median", client, "us", 1, this::roundTrip));
            all.add(new Workload("NOOP in one of 500 sessions", client, "CPU-us", 1, this::noops));
            all.add(new Workload("SMTP message of 10 KiB", client, "CPU-ms", 3, this::letters));
            all.add(new Workload("SMTP message of 25 MiB", client, "CPU-s/GiB", 2, this::parcels));
        }
        return all;
    }

    private Sample largeFetches(Subject subject, ClientKind client)
            throws IOException, InterruptedException {
        int count = 6 * size;
        try (ImapProgram program = subject.reader(client)) {
            return Clockwork.cpuPer(
                    count * StubMailbox.LARGE_OCTETS / GIB,
                    1,
                    subject,
                    () -> repeat(count, () -> program.command("FETCH 1 (BODY.PEEK[])")));
        }
    }

    private Sample smallFetches(Subject subject, ClientKind client)
            throws IOException, InterruptedException {
        int count = 1000 * size;
        try (ImapProgram program = subject.reader(client)) {
            return Clockwork.cpuPer(
                    count,
                    MICROSECONDS,
                    subject,
                    () -> repeat(count, () -> program.command("FETCH 2 (BODY.PEEK[])")));
        }
    }

    private Sample logins(Subject subject, ClientKind client)
            throws IOException, InterruptedException {
        int count = 30 * size;
        return Clockwork.cpuPer(
                count, MILLISECONDS, subject, () -> repeat(count, () -> login(subject, client)));
    }

    private static void login(Subject subject, ClientKind client)
            throws IOException, InterruptedException {
        try (ImapProgram program = subject.reader(client)) {
            program.command("LOGOUT");
        }
    }

    private Sample loginRate(Subject subject, ClientKind client)
            throws IOException, InterruptedException {
        int each = 10 * size;
        long began = System.nanoTime();
        try (ExecutorService programs = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < AT_A_TIME; i++) {
                running.add(
                        programs.submit(() -> {
                            repeat(each, () -> login(subject, client));
                            return null;
                        }));
            }
            for (Future<?> program : running) {
                program.get();
            }
        } catch (ExecutionException failed) {
            throw new IOException(failed);
        }
        double rate = AT_A_TIME * each / ((System.nanoTime() - began) / 1e9);
        return new Sample(rate, rate);
    }

    private Sample roundTrip(Subject subject, ClientKind client)
            throws IOException, InterruptedException {
        double without = medianRoundTrip(direct, client);
        double with = medianRoundTrip(subject, client);
        return new Sample(with - without, 1e6 / with);
    }

    private double medianRoundTrip(Subject subject, ClientKind client)
            throws IOException, InterruptedException {
        long[] nanos = new long[500 * size];
        try (ImapProgram program = subject.reader(client)) {
            for (int i = 0; i < nanos.length; i++) {
                long began = System.nanoTime();
                program.command("NOOP");
                nanos[i] = System.nanoTime() - began;
            }
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e3;
    }

    private Sample noops(Subject subject, ClientKind client)
            throws IOException, InterruptedException {
        List<ImapProgram> programs = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                programs.add(subject.reader(client));
            }
            return Clockwork.cpuPer(
                    500.0 * 2 * size,
                    MICROSECONDS,
                    subject,
                    () ->
                            repeat(
                                    2 * size,
                                    () -> {
                                        for (ImapProgram program : programs) {
                                            program.command("NOOP");
                                        }
                                    }));
        } finally {
            programs.forEach(ImapProgram::close);
        }
    }

    private Sample letters(Subject subject, ClientKind client)
            throws IOException, InterruptedException {
        return messages(subject, client, 10 << 10, 200 * size, 200.0 * size, MILLISECONDS);
    }

    private Sample parcels(Subject subject, ClientKind client)
            throws IOException, InterruptedException {
        int octets = 25 << 20;
        int count = 4 * size;
        return messages(subject, client, octets, count, count * octets / GIB, 1);
    }

    private static Sample messages(
            Subject subject, ClientKind client, int octets, int count, double units, double scale)
            throws IOException, InterruptedException {
        ByteBuf message = message(octets);
        try (SmtpProgram program = subject.sender(client)) {
            return Clockwork.cpuPer(
                    units, scale, subject, () -> repeat(count, () -> program.submit(message)));
        } finally {
            message.release();
        }
    }

    /** Lines without a dot but for the one at the end. */
    private static ByteBuf message(int octets) {
        byte[] line = ("x".repeat(74) + "\r\n").getBytes(US_ASCII);
        byte[] header = "From: bench@example\r\nSubject: bench\r\n\r\n".getBytes(US_ASCII);
        ByteBuf message = Unpooled.directBuffer(octets + line.length).writeBytes(header);
        while (message.readableBytes() < octets) {
            message.writeBytes(line);
        }
        return message.writeBytes(new byte[] {'.', '\r', '\n'});
    }

    private static void repeat(int times, Clockwork.Work work)
            throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }
}
