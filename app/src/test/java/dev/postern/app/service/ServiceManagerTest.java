package dev.postern.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

@EnabledOnOs(OS.LINUX)
class ServiceManagerTest {
    private static final CompletableFuture<Void> WELL = CompletableFuture.completedFuture(null);

    /** In microseconds: asked each hundredth of a second, so that a test hears several pings. */
    private static final String OFTEN = "20000";

    @TempDir private Path home;
    private String socket = "";

    @BeforeEach
    void name() {
        socket = home.resolve("notify").toString();
    }

    @Test
    void itHearsThatTheBridgeIsReadyReloadsAndStops() throws Exception {
        try (SystemdStandIn systemd = new SystemdStandIn(socket);
                ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", socket))) {
            manager.ready("Listening on\n127.0.0.1:1143", () -> WELL);
            assertThat(systemd.next()).isEqualTo("READY=1\nSTATUS=Listening on 127.0.0.1:1143");
            manager.reloading(() -> {});
            assertThat(systemd.next()).matches("RELOADING=1\nMONOTONIC_USEC=[0-9]+");
            assertThat(systemd.next()).isEqualTo("READY=1");
            manager.stopping("Ending");
            assertThat(systemd.next()).isEqualTo("STOPPING=1\nSTATUS=Ending");
        }
    }

    /** As in some containers, and for users of older versions. */
    @Test
    void itsSocketMayHaveANameThatIsNoFile() throws Exception {
        String name = "postern-" + UUID.randomUUID();
        try (SystemdStandIn systemd = new SystemdStandIn("\0" + name);
                ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", "@" + name))) {
            manager.ready("Here", () -> WELL);
            assertThat(systemd.next()).startsWith("READY=1");
        }
    }

    @Test
    void itIsToldThatTheBridgeIsWellAgainAndAgain() throws Exception {
        try (SystemdStandIn systemd = new SystemdStandIn(socket);
                ServiceManager manager = watching()) {
            manager.ready("Here", () -> WELL);
            systemd.next("WATCHDOG=1");
            systemd.next("WATCHDOG=1");
        }
    }

    @Test
    void itIsNotToldSoWhileTheBridgeDoesNotAnswer() throws Exception {
        CountDownLatch asked = new CountDownLatch(3);
        try (SystemdStandIn systemd = new SystemdStandIn(socket);
                ServiceManager manager = watching()) {
            manager.ready(
                    "Here",
                    () -> {
                        asked.countDown();
                        return new CompletableFuture<>();
                    });
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            manager.stopping("Ending");
            assertThat(systemd.next()).startsWith("READY=1");
            assertThat(systemd.next()).startsWith("STOPPING=1");
        }
    }

    /** A child of the service inherits the environment. */
    @Test
    void aWatchdogOfAnotherProcessIsNotOurs() throws Exception {
        try (SystemdStandIn systemd = new SystemdStandIn(socket);
                ServiceManager manager =
                        ServiceManager.of(
                                Map.of(
                                        "NOTIFY_SOCKET",
                                        socket,
                                        "WATCHDOG_USEC",
                                        OFTEN,
                                        "WATCHDOG_PID",
                                        "1"))) {
            CompletableFuture<Void> asked = new CompletableFuture<>();
            manager.ready(
                    "Here",
                    () -> {
                        asked.complete(null);
                        return asked;
                    });
            assertThat(systemd.next()).startsWith("READY=1");
            manager.stopping("Ending");
            assertThat(systemd.next()).startsWith("STOPPING=1");
            assertThat(asked).isNotDone();
        }
    }

    /** The bridge runs nevertheless: who started it in this way may not be systemd at all. */
    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-1", "1e6", "99999999999999999999"})
    void aWatchdogWithoutATimeIsNotServed(String micros) throws Exception {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger logger = (Logger) LoggerFactory.getLogger(ServiceManager.class);
        logger.addAppender(logged);
        try (SystemdStandIn systemd = new SystemdStandIn(socket);
                ServiceManager manager =
                        ServiceManager.of(
                                Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", micros))) {
            manager.ready("Here", () -> WELL);
            assertThat(systemd.next()).startsWith("READY=1");
            manager.stopping("Ending");
            assertThat(systemd.next()).startsWith("STOPPING=1");
        } finally {
            logger.detachAppender(logged);
        }
        assertThat(logged.list)
                .singleElement()
                .satisfies(line ->
                        assertThat(line.getMessage())
                                .startsWith("WATCHDOG_USEC in the environment: expected"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@", "here", "/nowhere/notify", "vsock:2:1234", "/", "a\u0000b"})
    void aNotifySocketThatIsNoneIsNotUsed(String name) {
        saysNothing(name);
    }

    /** More than an address of the Unix domain can hold. */
    @Test
    void aNotifySocketWithALongNameIsNotUsed() {
        saysNothing("/" + "x".repeat(300));
    }

    private static void saysNothing(String name) {
        try (ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", name))) {
            manager.ready("Here", () -> WELL);
            manager.stopping("Ending");
        }
    }

    @Test
    void withoutOneNothingIsSaid() {
        try (ServiceManager manager = ServiceManager.of(Map.of())) {
            manager.ready("Here", () -> WELL);
            CompletableFuture<Void> reloaded = new CompletableFuture<>();
            manager.reloading(() -> reloaded.complete(null));
            assertThat(reloaded).isDone();
            manager.stopping("Ending");
        }
    }

    private ServiceManager watching() {
        return ServiceManager.of(
                Map.of(
                        "NOTIFY_SOCKET",
                        socket,
                        "WATCHDOG_USEC",
                        OFTEN,
                        "WATCHDOG_PID",
                        String.valueOf(ProcessHandle.current().pid())));
    }
}
