package dev.postern.app.bridge;

import dev.postern.core.login.CloseReason;
import dev.postern.core.server.BridgeServer;
import dev.postern.core.session.OpenSessions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a bridge. Whoever asks for it once has it wait until sessions have ended by
 * themselves; whoever asks twice does not.
 */
final class GracefulStop {
    private static final Logger LOG = LoggerFactory.getLogger(GracefulStop.class);

    /**
     * A message of 25 MB through a slow line, or a provider that looks at it for long before it
     * takes it. Less than the 90 seconds after which systemd kills, and no more than a person who
     * shuts a machine down bears.
     */
    static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Sessions that were being accepted when the listeners closed are found so, too. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch hurried = new CountDownLatch(1);

    /** From any thread. */
    synchronized void ask() {
        if (asked.getCount() == 0) {
            hurried.countDown();
        }
        asked.countDown();
    }

    void awaitAsked() throws InterruptedException {
        asked.await();
    }

    /** Nobody logs in any more; returns when all sessions have ended, or waiting has. */
    Departure letLeave(BridgeServer server, OpenSessions sessions) throws InterruptedException {
        server.stopListening();
        LOG.atInfo()
                .addKeyValue("sessions", sessions.count())
                .addKeyValue("deadline", DEADLINE.toSeconds() + " s")
                .log("Stopping; sessions end when nothing is under way in them");
        long giveUp = System.nanoTime() + DEADLINE.toNanos();
        while (sessions.count() > 0) {
            sessions.leaveAll(CloseReason.SHUTDOWN);
            boolean hurry = hurried.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
            if (hurry || System.nanoTime() - giveUp > 0) {
                break;
            }
        }
        int rest = sessions.count();
        if (rest == 0) {
            return Departure.EVERYBODY_LEFT;
        }
        LOG.atWarn().addKeyValue("sessions", rest).log("Stopped; these sessions are cut off");
        return Departure.SOME_CUT_OFF;
    }
}
