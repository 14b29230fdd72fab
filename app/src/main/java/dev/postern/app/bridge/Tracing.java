package dev.postern.app.bridge;

import dev.postern.app.control.TraceSource;
import dev.postern.app.operation.UnknownApp;
import dev.postern.config.Configuration;
import dev.postern.core.trace.TraceLine;
import dev.postern.core.trace.TraceSink;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Hands what is said in sessions of an app to whoever looks on. Thread-safe. */
final class Tracing implements TraceSink, TraceSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);

    /** People look on; programs have the audit log. */
    private static final int MOST_WATCHES = 8;

    /** Lines that wait for a terminal that is slow; more are left out, and it is said how many. */
    private static final int MOST_WAITING = 2000;

    private final Supplier<Configuration> configuration;
    private final List<Looking> watches = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    Tracing(Supplier<Configuration> configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isOpen() {
        return !watches.isEmpty();
    }

    @Override
    public void take(TraceLine line) {
        watches.stream()
                .filter(watch -> watch.app.equalsIgnoreCase(line.app()))
                .forEach(watch -> watch.offer(line));
    }

    @Override
    public Begun watch(String app) {
        Configuration now = configuration.get();
        if (now.directory().app(app).isEmpty()) {
            return new Begun.Refused(UnknownApp.sentence(app, now));
        }
        if (watches.size() >= MOST_WATCHES) {
            return new Begun.Refused(
                    "%d others are looking on already; end one of them.".formatted(watches.size()));
        }
        Looking looking = new Looking(app);
        watches.add(looking);
        LOG.atInfo().addKeyValue("app", app).log("Somebody looks on at sessions of an app");
        return new Begun.Watching(looking);
    }

    private final class Looking implements Watch {
        private final String app;
        private final BlockingQueue<TraceText> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
        private final AtomicLong leftOut = new AtomicLong();

        Looking(String app) {
            this.app = app;
        }

        void offer(TraceLine line) {
            TraceText text =
                    new TraceText(
                            Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                            line.session(),
                            line.protocol().word(),
                            line.app(),
                            line.speaker().word(),
                            line.text());
            if (!waiting.offer(text)) {
                leftOut.incrementAndGet();
            }
        }

        @Override
        public Optional<TraceText> next(Duration patience) throws InterruptedException {
            TraceText next = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            long missing = next == null ? leftOut.getAndSet(0) : 0;
            return missing == 0
                    ? Optional.ofNullable(next)
                    : Optional.of(
                            new TraceText(
                                    Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                                    "",
                                    "",
                                    app,
                                    "",
                                    "%d lines came too fast and were left out".formatted(missing)));
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }

    /** Whoever looks on is told. */
    @Override
    public void close() {
        closed = true;
    }
}
