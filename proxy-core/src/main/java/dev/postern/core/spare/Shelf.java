package dev.postern.core.spare;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The spares of one target, and how many there should be. Locked by itself, and calls nobody while
 * it is.
 */
final class Shelf {

    private final int most;
    private final SpareTimes times;
    private final Deque<Spare> held = new ArrayDeque<>();

    /** Of the last logins, as many as there may be spares; the oldest first. */
    private final Deque<Long> logins = new ArrayDeque<>();

    private int opening;
    private Optional<Long> pausedSince = Optional.empty();
    private Use use = Use.OPEN;

    private enum Use {
        OPEN,
        /** Its target is one no more. */
        CLOSED
    }

    Shelf(int most, SpareTimes times) {
        this.most = most;
        this.times = times;
    }

    /** Somebody logs in: somebody will again. */
    synchronized void loggedIn() {
        logins.add(System.nanoTime());
        if (logins.size() > most) {
            logins.remove();
        }
    }

    /** The youngest: the provider will bear with it longest. Whoever takes it ends its waiting. */
    synchronized Optional<Spare> take() {
        return Optional.ofNullable(held.pollLast());
    }

    /** Whether it was there; then it belongs to whoever asked. */
    synchronized boolean take(Spare spare) {
        return held.remove(spare);
    }

    /** All. */
    synchronized List<Spare> takeAll() {
        List<Spare> all = new ArrayList<>(held);
        held.clear();
        return all;
    }

    /** The same, for good. */
    synchronized List<Spare> close() {
        use = Use.CLOSED;
        return takeAll();
    }

    synchronized List<Spare> look() {
        return List.copyOf(held);
    }

    synchronized int count() {
        return held.size();
    }

    /** Whether one is to be opened; then {@link #put} or {@link #failed} follows. */
    synchronized boolean isShort() {
        long now = System.nanoTime();
        pausedSince = pausedSince.filter(since -> now - since < times.pause().toNanos());
        long wanted = logins.stream().filter(at -> now - at < times.recent().toNanos()).count();
        if (use == Use.CLOSED || pausedSince.isPresent() || held.size() + opening >= wanted) {
            return false;
        }
        opening++;
        return true;
    }

    /** False if nobody wants it any more. */
    synchronized boolean put(Spare spare) {
        opening--;
        return use == Use.OPEN && pausedSince.isEmpty() && held.add(spare);
    }

    synchronized void failed() {
        opening--;
        pause();
    }

    /** For a while none is opened. */
    synchronized void pause() {
        pausedSince = Optional.of(System.nanoTime());
    }
}
