package dev.postern.core.audit;

import dev.postern.core.audit.AuditWriter.Stamped;
import dev.postern.core.state.StateException;
import dev.postern.core.state.Vault;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Keeps events in files, by a thread of its own that begins with the first event: who records
 * nothing touches no file. Closing waits until all is on the disk.
 *
 * <p>Whoever has one holds the state's lock.
 */
public final class AuditTrail implements AuditLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

    /** Some 300 KiB: written in one go, and little to hold. */
    private static final int MOST_AT_ONCE = 1024;

    /** The rest of a full queue, on a slow disk. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final AuditFiles files;
    private final Supplier<LogKey> key;
    private final AuditLimits limits;
    private final Clock clock;
    private final BlockingQueue<Item> queue;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Thread thread;

    /** The thread's own; null while the disk refuses, or before the first event. */
    private @Nullable AuditWriter writer;

    private Health health = Health.GOOD;

    private enum Health {
        GOOD,
        /** A person was told already. */
        FAILING
    }

    private sealed interface Item {
        record Event(Stamped stamped) implements Item {}

        /** Write what came before, and tell. */
        record Flush(CompletableFuture<Optional<Head>> done) implements Item {}

        record Stop() implements Item {}
    }

    /**
     * @param directory of the log; made when it is needed
     * @param vault is asked for the log's key by the thread that writes
     */
    public AuditTrail(Path directory, Vault vault, Clock clock) {
        this(directory, () -> LogKey.of(vault), AuditLimits.STANDARD, clock);
    }

    /**
     * @param key the receiver's to wipe
     */
    AuditTrail(Path directory, Supplier<LogKey> key, AuditLimits limits, Clock clock) {
        this.files = new AuditFiles(directory);
        this.key = key;
        this.limits = limits;
        this.clock = clock;
        queue = new ArrayBlockingQueue<>(limits.queue());
        thread = Thread.ofPlatform().daemon().name("postern-audit").unstarted(this::run);
    }

    @Override
    public void record(AuditEvent event) {
        if (!queue.offer(new Item.Event(new Stamped(clock.instant(), event)))) {
            lost.incrementAndGet();
        }
        begin();
    }

    /**
     * Goes through all that is kept. What this process has written itself must be there to the last
     * line, whatever the files say.
     */
    public AuditFinding verify() throws IOException {
        Optional<Head> written = flush();
        // If it is a new one, it is kept nowhere, so that there need be no log the next time.
        try (LogKey given = key.get()) {
            return new AuditCheck(files, given).run(written);
        }
    }

    /** Waits until what was recorded before is on the disk. Empty if nothing ever was. */
    Optional<Head> flush() {
        if (!begun.get()) {
            return Optional.empty();
        }
        CompletableFuture<Optional<Head>> done = new CompletableFuture<>();
        put(new Item.Flush(done));
        return done.completeOnTimeout(Optional.empty(), CLOSING.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private void begin() {
        if (!begun.get() && begun.compareAndSet(false, true)) {
            thread.start();
        }
    }

    @Override
    public void close() {
        if (begun.get()) {
            put(new Item.Stop());
            try {
                thread.join(CLOSING);
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void put(Item item) {
        try {
            queue.offer(item, CLOSING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            List<Item> batch = new ArrayList<>();
            long due = Long.MAX_VALUE;
            while (!batch.contains(new Item.Stop())) {
                batch.clear();
                Item first =
                        due == Long.MAX_VALUE
                                ? queue.take()
                                : queue.poll(due - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (first != null) {
                    batch.add(first);
                    if (first instanceof Item.Event && queue.size() < MOST_AT_ONCE) {
                        Thread.sleep(limits.gather());
                    }
                    queue.drainTo(batch, MOST_AT_ONCE - 1);
                    write(batch);
                    due = Math.min(due, System.nanoTime() + limits.sync().toNanos());
                }
                if (due - System.nanoTime() <= 0) {
                    sync();
                    due = Long.MAX_VALUE;
                }
            }
            stop();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Item> batch) {
        List<Stamped> events = new ArrayList<>();
        List<CompletableFuture<Optional<Head>>> waiting = new ArrayList<>();
        for (Item item : batch) {
            switch (item) {
                case Item.Event(Stamped stamped) -> events.add(stamped);
                case Item.Flush(CompletableFuture<Optional<Head>> done) -> waiting.add(done);
                case Item.Stop() -> {}
            }
        }
        append(events);
        if (!waiting.isEmpty()) {
            Optional<Head> head = sync();
            waiting.forEach(done -> done.complete(head));
        }
    }

    private void append(List<Stamped> events) {
        long missing = lost.getAndSet(0);
        List<Stamped> all = new ArrayList<>(events);
        if (missing > 0) {
            all.addFirst(new Stamped(clock.instant(), new AuditEvent.Lost(missing)));
        }
        if (all.isEmpty()) {
            return;
        }
        try {
            open().append(all);
            if (missing > 0) {
                LOG.atWarn().addKeyValue("events", missing).log("The audit log has missed events");
            }
            health = Health.GOOD;
        } catch (IOException | StateException refused) {
            lost.addAndGet(missing + events.size());
            failed(refused);
        }
    }

    private AuditWriter open() throws IOException {
        if (writer == null) {
            try (LogKey given = key.get()) {
                writer = new AuditWriter(files, given, limits, clock);
            }
        }
        return writer;
    }

    private Optional<Head> sync() {
        try {
            return writer == null ? Optional.empty() : Optional.of(writer.sync());
        } catch (IOException | StateException refused) {
            failed(refused);
            return Optional.empty();
        }
    }

    private void stop() {
        try {
            if (lost.get() > 0) {
                append(List.of());
            }
            if (writer != null) {
                writer.close();
            }
        } catch (IOException | StateException refused) {
            failed(refused);
        }
    }

    /** Once until it works again: a full disk is not to be filled with this. */
    private void failed(Exception refused) {
        if (health == Health.GOOD) {
            LOG.atError()
                    .addKeyValue("directory", files.directory())
                    .addKeyValue("reason", refused)
                    .log(
                            "The audit log cannot be written; the bridge goes on without it, and"
                                    + " counts what is missing. Look for a full or read-only disk,"
                                    + " and whether the bridge's user may write there");
        }
        health = Health.FAILING;
        if (writer != null) {
            try {
                writer.abandon();
            } catch (IOException ignored) {
                // It is of no more use either way.
            }
            writer = null;
        }
    }
}
