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
 * one goes, of the source that has most: the one who has waited longest, of those who have said
 * nothing or of those who have begun to log in, whichever are more. Whoever knows a password needs
 * milliseconds, and a flood of silent ones, or of such as talk, takes half of the room at most.
 * Thread-safe.
 *
 * @param <G> guests
 */
final class Doorstep<G> {

    private static final Logger LOG = LoggerFactory.getLogger(Doorstep.class);

    /** A flood is told once in so long: nobody shall fill the log with it either. */
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final int most;
    private final Map<G, String> sources = new HashMap<>();
    private final Map<String, Crowd<G>> waiting = new HashMap<>();

    private long nextWarning = System.nanoTime();

    /** Those of one source, each kind in the order in which they came to it. */
    private record Crowd<G>(Set<G> silent, Set<G> talking) {

        private int size() {
            return silent.size() + talking.size();
        }

        private G first() {
            return (silent.size() < talking.size() ? talking : silent).iterator().next();
        }
    }

    Doorstep(int most) {
        this.most = most;
    }

    /** Takes somebody in, and says who has to go for him. */
    Optional<G> come(G guest, String source) {
        Optional<G> goes;
        synchronized (this) {
            sources.put(guest, source);
            waiting.computeIfAbsent(
                            source,
                            none -> new Crowd<>(new LinkedHashSet<>(), new LinkedHashSet<>()))
                    .silent()
                    .add(guest);
            goes = sources.size() > most ? Optional.of(firstToGo()) : Optional.empty();
            goes.ifPresent(this::leave);
        }
        goes.ifPresent(ignored -> warn(source));
        return goes;
    }

    /** He has begun to log in. */
    synchronized void talks(G guest) {
        crowd(guest)
                .filter(crowd -> crowd.silent().remove(guest))
                .ifPresent(crowd -> crowd.talking().add(guest));
    }

    /** What he said let him not in, and counts as nothing. */
    synchronized void wasRefused(G guest) {
        crowd(guest)
                .filter(crowd -> crowd.talking().remove(guest))
                .ifPresent(crowd -> crowd.silent().add(guest));
    }

    private Optional<Crowd<G>> crowd(G guest) {
        return Optional.ofNullable(sources.get(guest)).map(waiting::get);
    }

    /** He has come in, or gone away. Doing it again does no harm. */
    synchronized void leave(G guest) {
        String source = sources.remove(guest);
        if (source != null) {
            waiting.computeIfPresent(
                    source,
                    (key, crowd) -> {
                        crowd.silent().remove(guest);
                        crowd.talking().remove(guest);
                        return crowd.size() == 0 ? null : crowd;
                    });
        }
    }

    private G firstToGo() {
        return waiting.values().stream()
                .max(Comparator.comparingInt(Crowd::size))
                .orElseThrow()
                .first();
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
