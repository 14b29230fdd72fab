package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.postern.core.testing.Tally;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Whatever happens to a connection, at whatever moment: the client is told what {@link FaultTable}
 * says, in time, and afterwards no session, connection or socket is left. {@code LeakGuard} looks
 * after the buffers.
 */
@Tag("torture")
class FaultMatrixIT {

    /** Most cells wait for something; this many keep two processors busy. */
    private static final int AT_ONCE = 24;

    /** One for each kind of listener. */
    private static final int LISTENERS = 3;

    /** A peer that does not read is given ten seconds to. */
    private static final Duration LINGER = Duration.ofSeconds(30);

    /** Of bridges at which somebody falls silent; the later are for loaded build machines. */
    private static final List<Duration> PATIENCES =
            List.of(Duration.ofSeconds(3), Duration.ofSeconds(12), Duration.ofSeconds(30));

    private static final long AT_MOST_SECONDS = 300;

    /** Stay open to the end: what a bridge closes when it ends it had not let go of before. */
    private static final Queue<FaultStage> STAGES = new ConcurrentLinkedQueue<>();

    private static final AtomicInteger HELD = new AtomicInteger();

    /** A cell that is being tried, or has been. */
    private record Attempt(FaultCell cell, FutureTask<Void> result) {

        static Attempt of(FaultCell cell) {
            return new Attempt(cell, new FutureTask<>(() -> tryOne(cell)));
        }
    }

    private static List<Attempt> attempts;
    private static long socketsBefore;
    private static ExecutorService threads;

    @BeforeAll
    static void tryAll() throws Exception {
        attempts = FaultTable.cells().stream().map(Attempt::of).toList();
        warmUp(attempts.getFirst().cell());
        socketsBefore = OpenSockets.count();
        threads = Executors.newFixedThreadPool(AT_ONCE);
        // Those that take longest begin first.
        attempts.stream()
                .sorted(Comparator.comparing((Attempt it) -> it.cell().atMost()).reversed())
                .forEach(attempt -> threads.execute(attempt.result()));
    }

    /** The JDK opens a few sockets of its own at first, and keeps them. */
    private static void warmUp(FaultCell cell) throws Exception {
        try (FaultStage stage = FaultStage.of(cell, PATIENCES.getLast())) {
            assertThat(cell.holdsOn(stage)).isTrue();
            stage.leaveBridge();
        }
    }

    private static Void tryOne(FaultCell cell) throws Exception {
        for (Duration patience : PATIENCES) {
            FaultStage stage = FaultStage.of(cell, patience);
            STAGES.add(stage);
            if (cell.holdsOn(stage)) {
                HELD.incrementAndGet();
                return null;
            }
        }
        throw new AssertionError("it never came to that, however patient the bridge was");
    }

    @TestFactory
    Stream<DynamicTest> theClientIsToldAndNothingIsLeft() {
        return Stream.concat(
                attempts.stream().map(FaultMatrixIT::test),
                Stream.of(dynamicTest("no socket is left", FaultMatrixIT::noSocketIsLeft)));
    }

    private static DynamicTest test(Attempt attempt) {
        return dynamicTest(
                attempt.cell().name(),
                () -> attempt.result().get(AT_MOST_SECONDS, TimeUnit.SECONDS));
    }

    private static void noSocketIsLeft() throws Exception {
        for (FaultStage stage : STAGES) {
            stage.leaveBridge();
        }
        Tally.count("faults", "fault x protocol x moment", attempts.size(), HELD.get());
        await().atMost(LINGER)
                .untilAsserted(() ->
                        assertThat(OpenSockets.count() - socketsBefore)
                                .as("sockets, which should be those of listeners")
                                .isEqualTo((long) LISTENERS * STAGES.size()));
    }

    @AfterAll
    static void stop() throws Exception {
        threads.shutdownNow();
        // Each bridge waits a moment for the last words of its event loops.
        try (ExecutorService closing = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> closed = new ArrayList<>();
            STAGES.forEach(stage -> closed.add(closing.submit(stage::close)));
            for (Future<?> one : closed) {
                one.get();
            }
        }
    }
}
