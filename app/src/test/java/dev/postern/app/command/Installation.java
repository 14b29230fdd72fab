package dev.postern.app.command;

import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;

import dev.postern.app.bridge.Bridge;
import dev.postern.app.discovery.Found;
import dev.postern.app.discovery.ServerSearch;
import dev.postern.app.operation.VaultAccess;
import dev.postern.config.Locations;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One person's Postern in a directory of a test, with ports of its own. */
final class Installation {
    private final Path home;
    private final int imapPort;
    private final int imapTlsPort;
    private final int smtpPort;
    private Optional<Serving> serving = Optional.empty();
    private ServerSearch search = (address, presets) -> new Found.Nothing(List.of());

    /** What a command printed and how it ended. */
    record Ran(int code, String out, String err) {

        /** Both, for messages of failed assertions. */
        @Override
        public String toString() {
            return "exit " + code + "\n" + out + err;
        }
    }

    private Installation(Path home, int imapPort, int imapTlsPort, int smtpPort) {
        this.home = home;
        this.imapPort = imapPort;
        this.imapTlsPort = imapTlsPort;
        this.smtpPort = smtpPort;
    }

    /** The first one that a command has printed as JSON when it made some. */
    static String password(String json) {
        return JsonParser.parseString(json)
                .getAsJsonObject()
                .getAsJsonArray("apps")
                .get(0)
                .getAsJsonObject()
                .get("password")
                .getAsString();
    }

    /** Adds an account whose mail is at that provider. */
    void addAccount(String address, String password, ProviderStandIn provider) {
        List<String> arguments =
                new ArrayList<>(List.of("account", "add", address, "--password-stdin"));
        arguments.addAll(provider.options(home));
        succeedWith(password + "\n", arguments.toArray(String[]::new));
    }

    static Installation in(Path home) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        int[] ports = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        for (ServerSocket socket : held) {
            socket.close();
        }
        Installation installation = new Installation(home, ports[0], ports[1], ports[2]);
        Files.createDirectories(
                installation.configuration(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        installation.write(
                "postern.toml",
                """
                [[listener]]
                protocol = "imap"
                port = %d

                [[listener]]
                protocol = "imap"
                port = %d
                security = "tls"

                [[listener]]
                protocol = "smtp"
                port = %d
                """
                        .formatted(ports[0], ports[1], ports[2]));
        return installation;
    }

    /** One that another process has made; where it listens is not known. */
    static Installation existing(Path home) {
        return new Installation(home, 0, 0, 0);
    }

    /** Has commands find the servers of addresses so, instead of not at all. */
    void searches(ServerSearch other) {
        search = other;
    }

    Path configuration() {
        return home.resolve("config");
    }

    Path state() {
        return home.resolve("state");
    }

    Path keys() {
        return home.resolve("state-keys");
    }

    Path socket() {
        return state().resolve("postern.sock");
    }

    MailProgram loggedIn(String user, String password) throws IOException {
        return MailProgram.loggedIn(imapPort(), user, password);
    }

    int imapPort() {
        return imapPort;
    }

    int imapTlsPort() {
        return imapTlsPort;
    }

    int smtpPort() {
        return smtpPort;
    }

    /** Writes a file of the configuration, as a person would. */
    void write(String name, String text) throws IOException {
        Path file = configuration().resolve(name);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    String read(String name) throws IOException {
        return Files.readString(configuration().resolve(name));
    }

    Ran run(String... arguments) {
        return runWith("", arguments);
    }

    /** Runs a command that gets {@code input} through a pipe. */
    Ran runWith(String input, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                Postern.run(
                        Terminal.ofStreams(
                                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                                new PrintWriter(out),
                                new PrintWriter(err)),
                        search,
                        located(arguments));
        return new Ran(code, out.toString(), err.toString());
    }

    private String[] located(String... arguments) {
        return Stream.concat(
                        Arrays.stream(arguments),
                        Stream.of(
                                "--config", configuration().toString(),
                                "--state", state().toString()))
                .toArray(String[]::new);
    }

    /** Has the configuration ask for metrics; the port that they are to be at. */
    int offerMetrics() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            write(
                    "postern.toml",
                    "[bridge]\nmetrics = \"127.0.0.1:%d\"\n\n".formatted(free.getLocalPort())
                            + read("postern.toml"));
            return free.getLocalPort();
        }
    }

    /** Runs a command that must succeed, and gives what it printed. */
    String succeed(String... arguments) {
        return succeedWith("", arguments);
    }

    String succeedWith(String input, String... arguments) {
        Ran ran = runWith(input, arguments);
        if (ran.code() != 0) {
            throw new AssertionError(String.join(" ", arguments) + ": " + ran);
        }
        return ran.out();
    }

    /** Starts {@code serve}, and waits until it answers. */
    void serve() {
        Serving started = new Serving();
        serving = Optional.of(started);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> started.ended.isDone() || run("status").code() == 0);
        if (started.ended.isDone()) {
            throw new AssertionError("serve ended: " + started.ended.join());
        }
    }

    /** A bridge without a command around it; the caller closes it. */
    Bridge bridge() throws Exception {
        return new Bridge(locations(), VaultAccess.unattended(), "test");
    }

    Locations locations() {
        return Locations.ofUser().withConfiguration(configuration()).withState(state());
    }

    /** Ends {@code serve} if it runs, without waiting for sessions. */
    void stop() throws Exception {
        if (serving.isPresent()) {
            serving.get().thread.interrupt();
            Ran ran = serving.get().ended.get(20, TimeUnit.SECONDS);
            serving = Optional.empty();
            if (ran.code() != 0) {
                throw new AssertionError("serve: " + ran);
            }
        }
    }

    private final class Serving {
        private final CompletableFuture<Ran> ended = new CompletableFuture<>();
        private final Thread thread = Thread.ofPlatform().start(() -> ended.complete(run("serve")));
    }

    /** Every octet that the program has written anywhere, as Latin-1. */
    String everythingWritten() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
            }
        }
        return all.toString();
    }
}
