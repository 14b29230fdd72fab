package dev.postern.benchmarks;

import dev.postern.core.net.Transport;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Fetches huge messages through two proxies in turn and says what each of them spent on a GiB: CPU
 * seconds, user and system, of all threads of its process.
 */
final class RelayCost {

    private static final double GIB = 1L << 30;

    /** Of {@code utime} and {@code stime} in {@code /proc/PID/stat}, on every Linux. */
    private static final double TICKS_PER_SECOND = 100;

    /** A way through a proxy: its process, the port and the login there. */
    record Way(String proxy, String client, long process, int port, String user, String password) {

        /** From {@code proxy,client,process,port,user,password}. */
        static Way of(String words) {
            String[] word = words.split(",", 6);
            return new Way(
                    word[0],
                    word[1],
                    Long.parseLong(word[2]),
                    Integer.parseInt(word[3]),
                    word[4],
                    word[5]);
        }

        double cpuSeconds() throws IOException {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process), "stat"));
            // The name of the command may have blanks; it ends with the last parenthesis.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
        }
    }

    private final Transport transport = Transport.best();
    private final EventLoopGroup loops = transport.eventLoops(1);
    private final SslContext tls;

    private RelayCost(File authority) throws IOException {
        tls =
                SslContextBuilder.forClient()
                        .sslProvider(Transport.bestTls())
                        .trustManager(authority)
                        .build();
    }

    /**
     * Arguments: PEM file of the authority, fetches to warm up with, repetitions, fetches per
     * repetition, then ways in pairs: what is measured, and what it is compared with.
     */
    public static void main(String[] arguments) throws Exception {
        RelayCost cost = new RelayCost(new File(arguments[0]));
        int warmUp = Integer.parseInt(arguments[1]);
        int repetitions = Integer.parseInt(arguments[2]);
        int fetches = Integer.parseInt(arguments[3]);
        List<Way> ways = Arrays.stream(arguments).skip(4).map(Way::of).collect(Collectors.toList());
        for (Way way : ways) {
            cost.perGib(way, warmUp);
        }
        double[][] found = new double[ways.size()][repetitions];
        for (int repetition = 0; repetition < repetitions; repetition++) {
            for (int way = 0; way < ways.size(); way++) {
                found[way][repetition] = cost.perGib(ways.get(way), fetches);
            }
        }
        print(ways, found);
    }

    private double perGib(Way way, int fetches) throws IOException, InterruptedException {
        Optional<SslContext> context =
                way.client().equals("TLS") ? Optional.of(tls) : Optional.empty();
        try (MailProgram program = new MailProgram(transport, loops, way.port(), context)) {
            program.login(way.user(), way.password());
            double before = way.cpuSeconds();
            for (int i = 0; i < fetches; i++) {
                program.command("FETCH 1 (BODY.PEEK[])");
            }
            return (way.cpuSeconds() - before) / (fetches * StubMailbox.MESSAGE_OCTETS / GIB);
        }
    }

    private static void print(List<Way> ways, double[][] found) {
        System.out.println(
                "| client | proxy | CPU-s/GiB: median | min | max | ratio: of medians | min | max"
                        + " |");
        System.out.println("|---|---|---:|---:|---:|---:|---:|---:|");
        for (int i = 0; i < ways.size(); i++) {
            System.out.printf(
                    "| %s | %s | %s |%s%n",
                    ways.get(i).client(),
                    ways.get(i).proxy(),
                    numbers(median(found[i]), found[i]),
                    i % 2 == 0 ? ratio(found[i], found[i + 1]) : " | | |");
        }
    }

    /** Of the medians, then the extremes of neighbours in time. */
    private static String ratio(double[] measured, double[] compared) {
        double[] ratios = new double[measured.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = measured[i] / compared[i];
        }
        return " " + numbers(median(measured) / median(compared), ratios) + " |";
    }

    private static String numbers(double first, double[] extremesOf) {
        List<Double> all = new ArrayList<>(List.of(first));
        all.add(Arrays.stream(extremesOf).min().orElseThrow());
        all.add(Arrays.stream(extremesOf).max().orElseThrow());
        return all.stream()
                .map(number -> String.format(Locale.ROOT, "%.2f", number))
                .collect(Collectors.joining(" | "));
    }

    private static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
