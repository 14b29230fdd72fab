package dev.postern.app.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program that users install, with configuration and state in a directory of the demo. */
final class PosternCommand implements AutoCloseable {

    /** Starting a JVM on a busy machine takes seconds; more is a fault. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int BETWEEN_LOOKS_MILLIS = 100;

    /** Longer than the bridge gives its sessions. */
    private static final long STOP_SECONDS = 10;

    private final Path program;
    private final Path directory;
    private final Path log;
    private final List<Process> running = new ArrayList<>();

    PosternCommand(Path program, Path directory) {
        this.program = program;
        this.directory = directory;
        this.log = directory.resolve("bridge.log");
    }

    /** Shows a command and what it prints. */
    void run(List<String> arguments) throws IOException, InterruptedException {
        runWithInput("", arguments);
    }

    /** The same; the input is not shown. */
    void runWithInput(String input, List<String> arguments)
            throws IOException, InterruptedException {
        show(arguments, input.isEmpty() ? "" : " <<< ••••••••");
        finished(input, arguments).lines().forEach(line -> Demo.say("    " + line));
    }

    /** Shows a command, and gives back what it prints. */
    String runQuietly(List<String> arguments) throws IOException, InterruptedException {
        show(arguments, "");
        return finished("", arguments);
    }

    private String finished(String input, List<String> arguments)
            throws IOException, InterruptedException {
        Process process = start(arguments, ProcessBuilder.Redirect.PIPE);
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("postern %s failed:%n%s".formatted(arguments.get(0), printed));
        }
        return printed;
    }

    /** Runs the bridge until this is closed; returns once it takes connections. */
    void serve(List<Integer> ports) throws IOException, InterruptedException {
        List<String> arguments = List.of("serve");
        show(arguments, "");
        Process bridge = start(arguments, ProcessBuilder.Redirect.to(log.toFile()));
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        for (int port : ports) {
            while (!takesConnections(port)) {
                if (!bridge.isAlive() || System.nanoTime() > giveUp) {
                    throw new IOException("The bridge does not start. Its log:\n" + log());
                }
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
        }
    }

    private static boolean takesConnections(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private void show(List<String> arguments, String behind) {
        List<String> words = new ArrayList<>(arguments);
        words.replaceAll(word -> word.contains(" ") ? "'" + word + "'" : word);
        Demo.say("$ postern " + String.join(" ", words) + behind);
    }

    private synchronized Process start(List<String> arguments, ProcessBuilder.Redirect output)
            throws IOException {
        List<String> words = new ArrayList<>();
        words.add(program.toAbsolutePath().toString());
        words.addAll(arguments);
        words.add("--config=" + directory.resolve("config"));
        words.add("--state=" + directory.resolve("state"));
        Process process =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output).start();
        running.add(process);
        return process;
    }

    String log() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Ends what runs. */
    @Override
    public synchronized void close() {
        running.forEach(Process::destroy);
        for (Process process : running) {
            try {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
