package dev.postern.core.session;

import dev.postern.core.login.CloseReason;

import io.netty.channel.Channel;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The sessions that are open now. Thread-safe. */
public final class OpenSessions {

    /**
     * Connections that have not logged in: a hundred mail programs that open ten each at the same
     * moment. If every one of them holds what a login may have, it is 128 MiB.
     */
    public static final int MOST_BEFORE_LOGIN = 1024;

    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastId = new AtomicLong();

    private final Doorstep<Session> doorstep;
    private final Strangers strangers;

    /** As many before login as is usual. */
    public OpenSessions() {
        this(MOST_BEFORE_LOGIN);
    }

    /**
     * @param mostBeforeLogin connections; where there are more, the oldest go. While half as many
     *     again are on their way in or out, ports accept none
     */
    public OpenSessions(int mostBeforeLogin) {
        doorstep = new Doorstep<>(mostBeforeLogin);
        strangers =
                new Strangers(
                        mostBeforeLogin
                                + Integer.parseInt(System.getenv().getOrDefault("DBG_WAY", "200")));
    }

    /** To be put into the pipeline of each port that accepts clients. */
    public Strangers strangers() {
        return strangers;
    }

    /** A name for the next session, unique in this process. */
    String nextId() {
        return "s" + lastId.incrementAndGet();
    }

    /**
     * @param source that counts as one
     * @param client whose descriptor is free when it is closed; that is after {@link #remove}, for
     *     last words take their time
     */
    void add(Session session, String source, Channel client) {
        sessions.add(session);
        client.closeFuture().addListener(closed -> doorstep.leave(session));
        client.pipeline().addFirst(new FirstWords(() -> doorstep.talks(session)));
        doorstep.come(session, source).ifPresent(Session::makeRoom);
    }

    /** What its client said let it not in. */
    void refused(Session session) {
        doorstep.wasRefused(session);
    }

    /** The session has shown that it may come in, and is never closed for others again. */
    void proven(Session session, Channel client) {
        strangers.leave(client);
        doorstep.leave(session);
    }

    void remove(Session session) {
        sessions.remove(session);
    }

    /**
     * All that are open, each as it was at a moment between the call and its end. Not to be called
     * on an event loop.
     *
     * @param patience sessions whose event loops take longer are left out
     */
    public List<SessionView> look(Duration patience) {
        List<Session> asked = List.copyOf(sessions);
        CountDownLatch answers = new CountDownLatch(asked.size());
        Queue<SessionView> views = new ConcurrentLinkedQueue<>();
        for (Session session : asked) {
            try {
                session.look(view -> {
                    views.add(view);
                    answers.countDown();
                });
            } catch (RejectedExecutionException over) {
                answers.countDown(); // the bridge closes
            }
        }
        try {
            answers.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        return views.stream().filter(view -> view.phase() != SessionPhase.CLOSED).toList();
    }

    /** Ends the session with this name, if it is open. */
    public void end(String id, CloseReason reason) {
        sessions.stream()
                .filter(session -> session.id().equals(id))
                .forEach(session -> session.end(reason));
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
