package dev.postern.app.service;

import io.netty.channel.epoll.Epoll;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Whoever started this process and wants to hear how it is: systemd, or nobody. See sd_notify(3)
 * for what it is told, and when. Thread-safe.
 */
public final class ServiceManager implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);

    private static final String SOCKET = "NOTIFY_SOCKET";
    private static final String WATCHDOG = "WATCHDOG_USEC";
    private static final String WATCHED = "WATCHDOG_PID";

    /** Up to thirty thousand years. */
    private static final Pattern MICROSECONDS = Pattern.compile("[1-9][0-9]{0,17}");

    private final Optional<NotifySocket> socket;
    private final Optional<Duration> patience;
    private Optional<Future<?>> watching = Optional.empty();

    private ServiceManager(Optional<NotifySocket> socket, Optional<Duration> patience) {
        this.socket = socket;
        this.patience = patience;
    }

    /** That of the process with this environment. */
    public static ServiceManager of(Map<String, String> environment) {
        String name = environment.getOrDefault(SOCKET, "");
        if (name.isEmpty()) {
            return new ServiceManager(Optional.empty(), Optional.empty());
        }
        if (!Epoll.isAvailable()) {
            LOG.atWarn()
                    .addKeyValue("reason", Epoll.unavailabilityCause())
                    .log(
                            "systemd waits to be told that the bridge is ready, which takes Netty's"
                                + " epoll library; with Type=exec in the unit it does not wait");
            return new ServiceManager(Optional.empty(), Optional.empty());
        }
        try {
            return new ServiceManager(Optional.of(NotifySocket.open(name)), patience(environment));
        } catch (IOException nobodyThere) {
            LOG.atWarn()
                    .addKeyValue("socket", name)
                    .addKeyValue("reason", nobodyThere)
                    .log("The service manager that NOTIFY_SOCKET names is not there");
            return new ServiceManager(Optional.empty(), Optional.empty());
        }
    }

    /** After how long without a word systemd takes us for stuck, if ever. */
    private static Optional<Duration> patience(Map<String, String> environment) {
        String self = String.valueOf(ProcessHandle.current().pid());
        if (!environment.getOrDefault(WATCHED, self).equals(self)) {
            return Optional.empty();
        }
        String text = environment.getOrDefault(WATCHDOG, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!MICROSECONDS.matcher(text).matches()) {
            LOG.atWarn()
                    .addKeyValue("found", text)
                    .log(
                            "WATCHDOG_USEC in the environment: expected microseconds, 1 or more, as"
                                    + " WatchdogSec= in the unit has systemd set them; nobody is"
                                    + " told that the bridge is well");
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(Long.parseLong(text))));
    }

    /**
     * Says that clients are served, and from now on that this is still so: as long as {@code
     * health} completes. What never completes has systemd start the service anew.
     */
    public synchronized void ready(String status, Supplier<CompletionStage<Void>> health) {
        socket.ifPresent(systemd -> {
            systemd.send("READY=1", "STATUS=" + oneLine(status));
            watching = patience.map(limit -> watch(systemd, limit, health));
        });
    }

    private static Future<?> watch(
            NotifySocket systemd, Duration limit, Supplier<CompletionStage<Void>> health) {
        // sd_watchdog_enabled(3) recommends every half of the time.
        long period = limit.dividedBy(2).toNanos();
        return systemd.loop()
                .scheduleAtFixedRate(
                        () -> health.get().thenRun(() -> systemd.send("WATCHDOG=1")),
                        period,
                        period,
                        TimeUnit.NANOSECONDS);
    }

    /** Has the configuration read again, and says when that begins and ends. */
    public void reloading(Runnable reload) {
        // CLOCK_MONOTONIC, which is what System.nanoTime reads on Linux.
        long now = TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
        socket.ifPresent(systemd -> systemd.send("RELOADING=1", "MONOTONIC_USEC=" + now));
        try {
            reload.run();
        } finally {
            socket.ifPresent(systemd -> systemd.send("READY=1"));
        }
    }

    /** Says that the service ends now, because somebody wants it to. */
    public synchronized void stopping(String status) {
        watching.ifPresent(watch -> watch.cancel(false));
        socket.ifPresent(systemd -> systemd.send("STOPPING=1", "STATUS=" + oneLine(status)));
    }

    private static String oneLine(String status) {
        return status.replace('\n', ' ');
    }

    @Override
    public void close() {
        socket.ifPresent(NotifySocket::close);
    }
}
