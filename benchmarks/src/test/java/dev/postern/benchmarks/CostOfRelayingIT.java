package dev.postern.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What a bridge allocates, calls and holds, so that a change which makes it dearer is seen when it
 * is made. Counts, never times: they are the same on a slow machine and on a busy one. Who makes it
 * cheaper lowers the bounds.
 */
class CostOfRelayingIT {

    /** Found: 13,800 to 15,100. */
    private static final long MOST_ALLOCATED_PER_MEBIBYTE = 20_000;

    /** Found: 6, for each direction one wait, one read, one write. */
    private static final double MOST_CALLS_PER_FETCH = 6.5;

    /** Found: 4,800. */
    private static final long MOST_HEAP_PER_SESSION = 6_000;

    /** Found: 7,300 to 11,800: BoringSSL's end of the connection to the provider, mostly. */
    private static final long MOST_OUTSIDE_PER_SESSION = 15_000;

    /** Found: less than 20 either way, which is what the bridge does meanwhile. */
    private static final long MOST_HEAP_LEFT = 150;

    /** What else comes and goes is half a MiB: of more sessions it is less each. */
    private static final int ROUNDS = 4;

    /** What comes and goes in a second while nothing happens. */
    private static final long MOST_NOISE = 20_000;

    private static final double DESCRIPTORS_PER_SESSION = 2;

    /** One more collection or one more compiled method is noise of 100 octets each. */
    private static final int SESSIONS = 1000;

    private static final String EVENT_LOOPS = "postern-";
    private static final long MIB = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String CALLS =
            "read,readv,recvfrom,recvmsg,write,writev,sendto,sendmsg,"
                    + "epoll_wait,epoll_pwait,epoll_pwait2,epoll_ctl,timerfd_settime";

    @TempDir private Path home;

    @Test
    void aRelayedMebibyteAllocatesNextToNothingOnTheHeap() throws Exception {
        try (BridgeUnderGuard bridge = new BridgeUnderGuard(home, "");
                JavaProcess java = bridge.java();
                ImapProgram program = bridge.subject().reader(ClientKind.PLAIN)) {
            fetch(program, 1, 30); // until the compiler has seen which objects nobody needs
            long before = java.allocatedBy(EVENT_LOOPS);
            int count = 40;
            fetch(program, 1, count);
            long each =
                    (java.allocatedBy(EVENT_LOOPS) - before)
                            / (count * (StubMailbox.LARGE_OCTETS / MIB));
            assertThat(each)
                    .as("octets on the heap for each MiB")
                    .isLessThan(MOST_ALLOCATED_PER_MEBIBYTE);
        }
    }

    @Test
    @Tag("programs")
    void aSmallFetchTakesOneWaitOneReadAndOneWriteEachWay() throws Exception {
        Path calls = home.resolve("calls");
        String strace = "strace -f -qq --seccomp-bpf -e trace=" + CALLS + " -o " + calls;
        try (BridgeUnderGuard bridge = new BridgeUnderGuard(home, strace);
                ImapProgram program = bridge.subject().reader(ClientKind.PLAIN)) {
            fetch(program, 2, 200);
            long before = count(calls);
            int count = 300;
            fetch(program, 2, count);
            double each = (double) (count(calls) - before) / count;
            assertThat(each).as("system calls for each FETCH").isLessThan(MOST_CALLS_PER_FETCH);
        }
    }

    @Test
    void anIdleSessionHoldsLittleAndGivesItBack() throws Exception {
        try (BridgeUnderGuard bridge = new BridgeUnderGuard(home, "");
                JavaProcess java = bridge.java()) {
            hold(bridge.subject(), java, 50, () -> {});
            long outside = java.residence().outside();
            hold(
                    bridge.subject(),
                    java,
                    SESSIONS,
                    () -> {
                        long each = (java.residence().outside() - outside) / SESSIONS;
                        assertThat(each)
                                .as("memory outside the heap")
                                .isLessThan(MOST_OUTSIDE_PER_SESSION);
                    });
            // From here on all pools are full.
            long heap = settledHeap(java);
            long descriptors = java.descriptors();
            hold(
                    bridge.subject(),
                    java,
                    SESSIONS,
                    () -> {
                        // A file or two of the moment may be open at either time.
                        assertThat((double) (java.descriptors() - descriptors) / SESSIONS)
                                .as("descriptors of a session")
                                .isCloseTo(DESCRIPTORS_PER_SESSION, within(0.02));
                        long each = (java.liveHeapOctets() - heap) / SESSIONS;
                        assertThat(each).as("heap of a session").isLessThan(MOST_HEAP_PER_SESSION);
                    });
            for (int round = 1; round < ROUNDS; round++) {
                hold(bridge.subject(), java, SESSIONS, () -> {});
            }
            await().atMost(PATIENCE)
                    .until(
                            () -> (java.liveHeapOctets() - heap) / (ROUNDS * SESSIONS),
                            left -> left < MOST_HEAP_LEFT);
        }
    }

    /** What is still there when the sessions that have just ended are forgotten. */
    private static long settledHeap(JavaProcess java) {
        AtomicLong last = new AtomicLong(Long.MAX_VALUE);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> {
                            long now = java.liveHeapOctets();
                            return last.getAndSet(now) - now;
                        },
                        less -> less < MOST_NOISE);
        return last.get();
    }

    /** Does something while so many sessions are open, and waits until they are gone. */
    private static void hold(
            Subject subject, JavaProcess java, int sessions, Clockwork.Work meanwhile)
            throws IOException, InterruptedException {
        long descriptors = java.descriptors();
        try (Crowd crowd = new Crowd(subject, ClientKind.PLAIN)) {
            crowd.grow(sessions);
            meanwhile.run();
            crowd.eachSays("LOGOUT");
        }
        await().atMost(PATIENCE).until(java::descriptors, now -> now <= descriptors);
    }

    private static void fetch(ImapProgram program, int message, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            program.command("FETCH " + message + " (BODY.PEEK[])");
        }
    }

    /** A call that another thread has interrupted is on two lines. */
    private static long count(Path calls) throws IOException {
        try (Stream<String> lines = Files.lines(calls)) {
            return lines.filter(line -> !line.contains(" resumed>")).count();
        }
    }
}
