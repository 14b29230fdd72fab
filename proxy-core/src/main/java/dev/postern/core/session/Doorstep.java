package dev.postern.core.session;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is connected and has not shown yet that he may come in: so many at most, for each holds a
 * descriptor and memory. Nobody is turned away for that. Who comes when it is full is let in, and
 * the one goes that has waited longest, of the source that has most: whoever knows a password needs
 * milliseconds, whatever others do. Thread-safe.
 *
 * @param <G> guests
 */
final class Doorstep<G> {

    private static final Logger LOG = LoggerFactory.getLogger(Doorstep.class);

    /** A flood is told once in so long: nobody shall fill the log with it either. */
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final int most;
    private final Map<G, String> sources = new HashMap<>();

    /** In the order of their coming. */
    private final Map<String, Set<G>> waiting = new HashMap<>();

    private long nextWarning = System.nanoTime();

    Doorstep(int most) {
        this.most = most;
    }

    /** Takes somebody in, and says who has to go for him. */
    Optional<G> come(G guest, String source) {
        Optional<G> goes;
        synchronized (this) {
            sources.put(guest, source);
            waiting.computeIfAbsent(source, none -> new LinkedHashSet<>()).add(guest);
            goes = sources.size() > most ? Optional.of(longest()) : Optional.empty();
            goes.ifPresent(this::leave);
        }
        goes.ifPresent(ignored -> warn(source));
        return goes;
    }

    /** He has come in, or gone away. Doing it again does no harm. */
    synchronized void leave(G guest) {
        String source = sources.remove(guest);
        if (source != null) {
            waiting.computeIfPresent(
                    source,
                    (key, guests) -> {
                        guests.remove(guest);
                        return guests.isEmpty() ? null : guests;
                    });
        }
    }

    private G longest() {
        return waiting.values().stream()
                .max(Comparator.comparingInt(Set::size))
                .orElseThrow()
                .iterator()
                .next();
    }

    synchronized int count() {
        return sources.size();
    }

    private void warn(String source) {
        if (isWarningDue()) {
            LOG.atWarn()
                    .addKeyValue("source", source)
                    .addKeyValue("most", most)
                    .log(
                            "More connections wait without logging in than max_before_login allows;"
                                    + " the oldest are closed for the new ones. On Linux, `ss -tnp`"
                                    + " shows whose they are");
        }
    }

    private synchronized boolean isWarningDue() {
        boolean due = System.nanoTime() - nextWarning >= 0;
        if (due) {
            nextWarning = System.nanoTime() + BETWEEN_WARNINGS.toNanos();
        }
        return due;
    }
}
