package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.app.fault.Fault;
import dev.postern.core.testing.Peer;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One field of the matrix: something goes wrong, and that is what the client is to hear.
 *
 * @param guard whether a gate stands there
 * @param outcomes what the client may be told or find; several where it depends on who is faster
 */
record FaultCell(
        FaultMoment moment, Errand errand, Guard guard, Fault fault, Set<FaultOutcome> outcomes) {

    /** What the app may do. */
    enum Guard {
        /** All, so that bytes are copied. */
        SPLICE,
        /** Little, so that a gate reads all that is said. */
        GATE
    }

    /** For a loaded build machine; what counts is that it is not for ever. */
    private static final Duration AT_MOST = Duration.ofSeconds(40);

    /**
     * After a client's FIN, replies are relayed for 30 seconds more; after a gate's last words, a
     * client has 30 seconds to read again.
     */
    private static final Duration AT_MOST_WITH_REST = Duration.ofSeconds(75);

    private static final Duration MOMENT = Duration.ofSeconds(1);

    String name() {
        return "%s %s, %s, %s: %s"
                .formatted(moment, fault, errand.protocol() + " " + errand, guard, outcomes);
    }

    Duration atMost() {
        boolean half = moment.way().isFromClient() && fault == Fault.HALF_CLOSE;
        return half || fault == Fault.ZERO_WINDOW ? AT_MOST_WITH_REST : AT_MOST;
    }

    /** Of the message that is sent or fetched. */
    int length() {
        return switch (fault) {
            case PAUSE, ZERO_WINDOW -> Errand.TOO_LONG_FOR_BUFFERS;
            case DELAY, TRICKLE, RESET, HALF_CLOSE, TLS_CLOSE, BLACK_HOLE -> Errand.LENGTH;
        };
    }

    /**
     * Fails unless the client hears what it should, in time, and all is let go of.
     *
     * @return whether it came to that: on a machine that is slower than the bridge is patient, the
     *     moment may never be reached
     */
    boolean holdsOn(FaultStage stage) throws Exception {
        long deadline = System.nanoTime() + atMost().toNanos();
        CompletableFuture<String> talk =
                CompletableFuture.supplyAsync(() -> talk(stage), Thread::startVirtualThread);
        if (moment.way().isFromClient() && fault == Fault.BLACK_HOLE) {
            await(name()).atMost(left(deadline)).until(() -> stage.befallen() > 0 || talk.isDone());
            assertFreed(stage, deadline);
            stage.leaveBridge(); // nobody has told the client
        }
        if (fault == Fault.ZERO_WINDOW) {
            await(name()).atMost(left(deadline)).until(() -> stage.befallen() > 0 || talk.isDone());
            assertBounded(stage, deadline);
            stage.readOn(); // so that the relay finds the end
        }
        String heard = talk.get(left(deadline).toMillis(), TimeUnit.MILLISECONDS);
        if (stage.befallen() == 0) {
            return false;
        }
        assertThat(outcomes)
                .as("heard: " + beginning(heard) + "; stored: " + stage.stored())
                .anyMatch(outcome -> outcome.agrees(errand, heard, stage.stored()));
        assertFreed(stage, deadline);
        return true;
    }

    /** While nobody reads, the bridge takes no more than it can get rid of, and not for ever. */
    private void assertBounded(FaultStage stage, long deadline) {
        await(name() + ", session")
                .atMost(left(deadline))
                .until(() -> {
                    assertThat(stage.octetsTaken()).isLessThan(length());
                    return stage.bridge().sessions().count() == 0;
                });
    }

    private void assertFreed(FaultStage stage, long deadline) {
        await(name() + ", connection")
                .atMost(left(deadline))
                .until(() -> stage.heldByBridge() == 0);
        await(name() + ", session")
                .atMost(left(deadline))
                .until(() -> stage.bridge().sessions().count() == 0);
    }

    private static String beginning(String heard) {
        return heard.substring(0, Math.min(heard.length(), 2 * Errand.LENGTH));
    }

    /** At least a moment, so that it is the waiting that fails. */
    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(deadline - System.nanoTime(), MOMENT.toNanos()));
    }

    /** All that the client hears, up to the end of its connection. */
    private String talk(FaultStage stage) {
        try (Peer peer = stage.connect()) {
            peer.socket().setSoTimeout((int) atMost().toMillis());
            return errand.talk(peer, stage.login(), length());
        } catch (IOException neverConnected) {
            return "";
        }
    }
}
