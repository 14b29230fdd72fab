package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.app.e2e.SubmissionLedger.Report;
import dev.postern.app.fault.Fault;
import dev.postern.app.fault.FaultyRelay;
import dev.postern.app.fault.Misfortune;
import dev.postern.app.fault.Place;
import dev.postern.core.account.Protocol;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.session.Deadlines;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Thousands of messages to a provider that refuses at any point, over connections to which anything
 * happens. What was reported as sent is stored once, what was reported as failed is not, and only
 * what was answered with {@code 451 4.4.2}, or under no gate not at all, may be either.
 */
@Tag("torture")
class SubmissionLedgerIT {

    private static final int CLIENTS = 6;

    /** In the names of messages whose client may lose the bridge. */
    private static final String CUT_OFF = "cut-off-";

    private static final int MESSAGES_EACH = 300;

    /** What is said on a connection on which all goes well for some messages. */
    private static final int OCTETS = 3000;

    /** For silence, which costs the test as much; on a loaded build machine. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final Deadlines IMPATIENT =
            new Deadlines(Duration.ofSeconds(60), Duration.ofMinutes(1), SHORT);

    /** One of so many connections falls silent. */
    private static final int SILENT_ONE_OF = 40;

    private static final Duration AT_MOST = Duration.ofSeconds(60);

    private static final List<Fault> TO_PROVIDER =
            List.of(
                    Fault.RESET,
                    Fault.HALF_CLOSE,
                    Fault.TLS_CLOSE,
                    Fault.RESET,
                    Fault.HALF_CLOSE,
                    Fault.DELAY,
                    Fault.TRICKLE);

    /** A client whose end the bridge does not see waits for half a minute: the matrix has that. */
    private static final List<Fault> FROM_CLIENT =
            List.of(Fault.RESET, Fault.RESET, Fault.DELAY, Fault.TRICKLE);

    /** Places that decide: around the end of a message, and the provider's word about it. */
    private static final List<Place> DECISIVE =
            List.of(
                    Place.there("\r\n.\r\n", 0),
                    Place.there("\r\n.", 0),
                    Place.there("DATA\r\n", 0),
                    Place.back("354", 0),
                    Place.back("250 2.0.0", 0),
                    Place.back("250 2.0.0 stored\r\n", 0));

    private final long seed = Long.getLong("ledger.seed", System.nanoTime());
    private final AtomicLong lastConnection = new AtomicLong(seed);
    private final SubmissionLedger ledger = new SubmissionLedger();

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 24, unit = TimeUnit.HOURS) // as long as it is told to go on, and a minute
    void everyReportIsTrue(FaultCell.Guard guard) throws Exception {
        String circumstances = guard + ", -Dledger.seed=" + seed;
        System.out.println("Submissions: " + circumstances);
        try (StandInServer provider =
                        new StandInServer(
                                peer -> new LedgerProvider(ledger).serve(peer, freshRandom()));
                FaultyRelay toProvider =
                        FaultyRelay.beforeProvider(
                                provider.port(),
                                StandIns.IDENTITY.serverContext(),
                                this::toProvider);
                TestBridge bridge = new TestBridge(plan(guard, toProvider.port()));
                FaultyRelay fromClients =
                        FaultyRelay.beforeBridge(
                                bridge.port(Protocol.SMTP, ListenerSecurity.NONE),
                                this::fromClient);
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            send(guard, bridge, fromClients, threads);
            Tally.count(
                    "faults",
                    "submissions through a " + guard + " amid faults",
                    ledger.size(),
                    ledger.held());
            await().atMost(AT_MOST).until(() -> bridge.sessions().count() == 0);
            await().atMost(AT_MOST).until(() -> toProvider.heldByBridge() == 0);
            ledger.verify(circumstances);
            assertThat(toProvider.befallen()).as(circumstances).isGreaterThan(CLIENTS);
            assertThat(fromClients.befallen()).as(circumstances).isPositive();
        }
        assertAllWasTried(guard, circumstances);
    }

    private void send(
            FaultCell.Guard guard,
            TestBridge bridge,
            FaultyRelay fromClients,
            ExecutorService threads)
            throws Exception {
        long end = System.nanoTime() + Tally.effort().toNanos();
        long last = end + AT_MOST.toNanos();
        BooleanSupplier more =
                () ->
                        System.nanoTime() < end
                                || (System.nanoTime() < last && !untried(guard).isEmpty());
        List<Future<?>> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            // The last comes by a way that is no better than that to the provider.
            boolean cutOff = client == CLIENTS - 1;
            LedgerClient.Way way =
                    cutOff
                            ? () -> Peer.connect(fromClients.port())
                            : () -> bridge.connect(Protocol.SMTP);
            String name = (cutOff ? CUT_OFF : "client-") + client;
            LedgerClient sender =
                    new LedgerClient(
                            ledger, BeforeTlsIT.authPlain(bridge), way, name, freshRandom());
            clients.add(
                    threads.submit(() -> {
                        sender.run(MESSAGES_EACH, more);
                        return null;
                    }));
        }
        for (Future<?> client : clients) {
            client.get(Tally.effort().plus(AT_MOST.multipliedBy(2)).toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static TestBridge.Plan plan(FaultCell.Guard guard, int port) {
        TestBridge.Plan open =
                TestBridge.Plan.towards(Protocol.SMTP, port)
                        .with(IMPATIENT)
                        .withDialDeadline(SHORT);
        return switch (guard) {
            case SPLICE -> open;
            case GATE -> open.policy(Errand.SEND.restricted());
        };
    }

    private Random freshRandom() {
        return new Random(lastConnection.incrementAndGet());
    }

    /** One for a connection to the provider. */
    private Misfortune toProvider() {
        Random random = freshRandom();
        return random.nextInt(SILENT_ONE_OF) == 0
                ? new Misfortune(Fault.BLACK_HOLE, place(random))
                : new Misfortune(
                        TO_PROVIDER.get(random.nextInt(TO_PROVIDER.size())), place(random));
    }

    /** One for a connection to the bridge. */
    private Misfortune fromClient() {
        Random random = freshRandom();
        return new Misfortune(FROM_CLIENT.get(random.nextInt(FROM_CLIENT.size())), place(random));
    }

    private static Place place(Random random) {
        return random.nextBoolean()
                ? DECISIVE.get(random.nextInt(DECISIVE.size()))
                : anywhere(random);
    }

    private static Place anywhere(Random random) {
        int beyond = 1 + random.nextInt(OCTETS);
        return random.nextBoolean() ? Place.there("", beyond) : Place.back("", beyond / 4);
    }

    /** Else it would say nothing that all is true. */
    private void assertAllWasTried(FaultCell.Guard guard, String circumstances) {
        if (guard == FaultCell.Guard.GATE) {
            assertThat(ledger.with(Report.HUNG_UP))
                    .as(circumstances + ": hung up on without a word")
                    .allMatch(id -> id.startsWith(CUT_OFF));
        }
        assertThat(untried(guard)).as(circumstances).isEmpty();
    }

    /** Reports that no message has yet, of those that there can be. */
    private Set<Report> untried(FaultCell.Guard guard) {
        Set<Report> untried = EnumSet.allOf(Report.class);
        if (guard == FaultCell.Guard.SPLICE) {
            untried.remove(Report.TOLD_UNKNOWN); // for which it would have to read along
        }
        untried.removeIf(report -> !ledger.with(report).isEmpty());
        return untried;
    }
}
