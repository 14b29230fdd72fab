package dev.postern.core.session;

import dev.postern.core.login.CloseReason;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The sessions that are open now. Thread-safe. */
public final class OpenSessions {

    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastId = new AtomicLong();

    /** A name for the next session, unique in this process. */
    String nextId() {
        return "s" + lastId.incrementAndGet();
    }

    void add(Session session) {
        sessions.add(session);
    }

    void remove(Session session) {
        sessions.remove(session);
    }

    public int count() {
        return sessions.size();
    }

    /**
     * Ends the sessions that have logged in and of which {@code concerned} holds; it is asked, and
     * takes effect, on their event loops.
     */
    public void endWhere(Predicate<OpenLogin> concerned, CloseReason reason) {
        sessions.forEach(session -> session.endIf(concerned, reason));
    }

    /**
     * Lets all come to an end: those that have not logged in are told at once, the others end when
     * nothing is under way in them. Doing it again does no harm.
     */
    public void leaveAll(CloseReason reason) {
        sessions.forEach(session -> session.leave(reason));
    }

    /** Ends all, logged in or not. */
    public void endAll(CloseReason reason) {
        sessions.forEach(session -> session.end(reason));
    }
}
