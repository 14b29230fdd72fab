package dev.postern.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.core.net.Transport;
import dev.postern.core.testing.TestAuthority;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContextBuilder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What users install, in a process of its own with its shipped defaults, before a stub of a
 * provider that is in this process.
 */
final class BridgeUnderGuard implements AutoCloseable {

    private static final Path LAUNCHER =
            Path.of("..", "app", "target", "postern", "bin", "postern")
                    .toAbsolutePath()
                    .normalize();
    private static final String USER = "bench@example.org";
    private static final Pattern PASSWORD = Pattern.compile("\"password\": *\"([^\"]+)\"");

    private final StubProvider provider;
    private final MailPrograms programs;
    private final RunningPeer running;

    /**
     * @param home for all its files; only the owner may be able to read it
     * @param watcher a command that starts another and looks at it; empty: none
     */
    BridgeUnderGuard(Path home, String watcher) throws Exception {
        TestAuthority authority = new TestAuthority();
        TestAuthority.Identity identity = authority.identity("localhost");
        provider =
                new StubProvider(
                        SslContextBuilder.forServer(identity.key(), identity.certificate())
                                .sslProvider(Transport.bestTls())
                                .build());
        Channel imap = provider.listenImap(0, ClientKind.TLS);
        Path configuration = Files.createDirectories(home.resolve("config"));
        Path trusted = authority.writePem(configuration);
        int port = freePort();
        Files.writeString(
                configuration.resolve("postern.toml"),
                """
                [[listener]]
                protocol = "imap"
                port = %d
                addresses = ["127.0.0.1"]
                security = "none"

                [[account]]
                name = "bench"
                address = "%s"
                credential = { command = ["echo", "the-provider-s"], kind = "password" }

                [account.imap]
                host = "localhost"
                port = %d
                ca_file = "%s"

                [[app]]
                name = "load"
                account = "bench"
                protocols = ["imap"]
                """
                        .formatted(
                                port,
                                USER,
                                ((InetSocketAddress) imap.localAddress()).getPort(),
                                trusted.getFileName()));
        String command =
                "%s --config %s --state %s"
                        .formatted(LAUNCHER, configuration, home.resolve("state"));
        Path start = home.resolve("start");
        Files.writeString(start, "#!/bin/sh\nexec " + watcher + " " + command + " serve\n");
        Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwx------"));
        Peer.Ports ports = new Peer.Ports(port, 0);
        Peer peer =
                new Peer(
                        "Postern",
                        Optional.of(start),
                        ports,
                        ports,
                        new Peer.Login(USER, appPassword(command)));
        programs = new MailPrograms(trusted.toFile());
        running = new RunningPeer(peer, programs, home.resolve("serve.log").toFile());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static String appPassword(String command) throws Exception {
        Process issue =
                new ProcessBuilder("sh", "-c", command + " app issue load --json")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(issue.getInputStream().readAllBytes(), US_ASCII);
        issue.waitFor(1, TimeUnit.MINUTES);
        Matcher password = PASSWORD.matcher(said);
        if (!password.find()) {
            throw new IOException("expected an app password as JSON, found: " + said);
        }
        return password.group(1);
    }

    Subject subject() {
        return running.subject();
    }

    /** Without a watcher only. */
    JavaProcess java() throws IOException {
        return new JavaProcess(running.subject().process().orElseThrow().root().pid());
    }

    @Override
    public void close() {
        running.close();
        programs.close();
        provider.close();
    }
}
