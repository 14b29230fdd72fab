package dev.postern.core.audit;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;

import dev.postern.core.state.AtomicFile;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * When each app last logged in, so far as that is known. A login costs one entry in a map; the file
 * is written a little later, once for all that came meanwhile. What a crash loses is seconds, and
 * the audit log has them.
 *
 * <p>Thread-safe.
 */
public final class LastUses implements AuditLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LastUses.class);

    /** Ten thousand apps are a megabyte, which is not to be written for each login. */
    private static final Duration LAZINESS = Duration.ofSeconds(5);

    private static final TypeToken<Map<String, LastUse>> SHAPE = new TypeToken<>() {};

    private final AtomicFile file;
    private final Executor later;
    private final Clock clock;
    private final Map<String, LastUse> uses;
    private final AtomicReference<Writing> writing = new AtomicReference<>(Writing.NONE);

    private enum Writing {
        NONE,
        DUE,
        /** Others may write the file. */
        CLOSED
    }

    private LastUses(Path path, Map<String, LastUse> uses, Executor later, Clock clock) {
        file = new AtomicFile(path, AtomicFile.Readers.OWNER);
        this.uses = new ConcurrentHashMap<>(uses);
        this.later = later;
        this.clock = clock;
    }

    /** Goes on with what the file says. The caller holds the state's lock. */
    public static LastUses open(Path path, Clock clock) {
        Executor later =
                CompletableFuture.delayedExecutor(
                        LAZINESS.toSeconds(), TimeUnit.SECONDS, Thread::startVirtualThread);
        return opened(path, later, clock);
    }

    /**
     * @param later runs what it is given after a while
     */
    static LastUses opened(Path path, Executor later, Clock clock) {
        return new LastUses(path, read(path), later, clock);
    }

    /** What the file says, by the apps' names in lower case; nothing if it cannot be read. */
    public static Map<String, LastUse> read(Path path) {
        try {
            Map<String, LastUse> uses = new HashMap<>();
            Optional<byte[]> json = new AtomicFile(path, AtomicFile.Readers.OWNER).read();
            if (json.isPresent()) {
                Map<String, LastUse> known =
                        new Gson().fromJson(new String(json.get(), StandardCharsets.UTF_8), SHAPE);
                if (known != null) {
                    known.forEach((app, use) -> {
                        if (use != null) {
                            uses.put(app, whole(use));
                        }
                    });
                }
            }
            return uses;
        } catch (IOException | JsonParseException damaged) {
            LOG.atWarn()
                    .addKeyValue("file", path)
                    .addKeyValue("reason", damaged)
                    .log("When apps were last used could not be read; it begins anew");
            return Map.of();
        }
    }

    /** A member that the file has not is null in a record that Gson makes. */
    private static LastUse whole(LastUse read) {
        return new LastUse(
                Optional.ofNullable(read.time()).orElse(""),
                Optional.ofNullable(read.client()).orElse(""),
                Optional.ofNullable(read.program()).orElse(""));
    }

    @Override
    public void record(AuditEvent event) {
        switch (event) {
            case AuditEvent.LoggedIn(var connection, var app, var account) -> {
                uses.put(
                        key(app),
                        new LastUse(
                                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                                withoutPort(connection.client()),
                                connection.program()));
                due();
            }
            case AuditEvent.AppRenamed(var app, var name) -> {
                LastUse use = uses.remove(key(app));
                if (use != null) {
                    uses.put(key(name), use);
                    due();
                }
            }
            default -> {
                // Nothing else is a use.
            }
        }
    }

    /** Of the app of that name. */
    public Optional<LastUse> of(String app) {
        return of(app, uses);
    }

    /** Of the app of that name, as {@link #read} has it. */
    public static Optional<LastUse> of(String app, Map<String, LastUse> uses) {
        return Optional.ofNullable(uses.get(key(app)));
    }

    private void due() {
        if (writing.compareAndSet(Writing.NONE, Writing.DUE)) {
            later.execute(this::writeIfDue);
        }
    }

    private void writeIfDue() {
        if (writing.compareAndSet(Writing.DUE, Writing.NONE)) {
            write();
        }
    }

    private synchronized void write() {
        try {
            String json = new Gson().toJson(new TreeMap<>(uses), SHAPE.getType());
            file.replace(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException refused) {
            LOG.atWarn()
                    .addKeyValue("file", file.path())
                    .addKeyValue("reason", refused)
                    .log("When apps were last used could not be written; look for a full disk");
        }
    }

    /** Writes what is not written yet. Nothing is recorded any more. */
    @Override
    public void close() {
        if (writing.getAndSet(Writing.CLOSED) == Writing.DUE) {
            write();
        }
    }

    private static String key(String app) {
        return app.toLowerCase(Locale.ROOT);
    }

    private static String withoutPort(String client) {
        int colon = client.lastIndexOf(':');
        String host = colon < 0 ? client : client.substring(0, colon);
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }
}
