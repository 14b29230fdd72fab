package dev.postern.app.e2e;

import dev.postern.app.fault.FaultyRelay;
import dev.postern.app.fault.Misfortune;
import dev.postern.core.session.Deadlines;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** A provider that is flawless, a bridge, and between two of the three a relay that is not. */
final class FaultStage implements AutoCloseable {

    /** What an event loop may take to answer. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final FaultCell cell;
    private final FlawlessProvider mail;
    private final StandInServer provider;
    private final TestBridge bridge;
    private final FaultyRelay relay;

    private FaultStage(
            FaultCell cell,
            FlawlessProvider mail,
            StandInServer provider,
            TestBridge bridge,
            FaultyRelay relay) {
        this.cell = cell;
        this.mail = mail;
        this.provider = provider;
        this.bridge = bridge;
        this.relay = relay;
    }

    /**
     * Sets it up.
     *
     * @param patience of the bridge, where somebody falls silent
     */
    static FaultStage of(FaultCell cell, Duration patience) throws Exception {
        FlawlessProvider mail = new FlawlessProvider(cell.length());
        StandInServer.Behaviour speaking = mail.speaking(cell.errand().protocol());
        return switch (cell.moment().way()) {
            case TO_PROVIDER -> {
                StandInServer provider = new StandInServer(speaking);
                FaultyRelay relay =
                        FaultyRelay.beforeProvider(
                                provider.port(),
                                StandIns.IDENTITY.serverContext(),
                                () -> misfortune(cell, ""));
                TestBridge bridge = new TestBridge(plan(cell, relay.port(), patience));
                yield new FaultStage(cell, mail, provider, bridge, relay);
            }
            case TO_PROVIDER_AS_IT_COMES -> {
                StandInServer provider = StandIns.tls(speaking);
                FaultyRelay relay =
                        FaultyRelay.beforeProvider(provider.port(), () -> misfortune(cell, ""));
                TestBridge bridge = new TestBridge(plan(cell, relay.port(), patience));
                yield new FaultStage(cell, mail, provider, bridge, relay);
            }
            case TO_PROVIDER_WITH_STARTTLS -> {
                StandInServer provider = new StandInServer(speaking);
                FaultyRelay relay =
                        FaultyRelay.beforeProvider(provider.port(), () -> misfortune(cell, ""));
                TestBridge bridge = new TestBridge(plan(cell, relay.port(), patience));
                yield new FaultStage(cell, mail, provider, bridge, relay);
            }
            case FROM_CLIENT, FROM_CLIENT_IN_TLS -> {
                boolean silent = cell.moment() == FaultMoment.CLIENT_DIALLING;
                StandInServer provider = StandIns.tls(silent ? Peer::rest : speaking);
                TestBridge bridge = new TestBridge(plan(cell, provider.port(), patience));
                FaultyRelay relay =
                        FaultyRelay.beforeBridge(
                                listener(cell, bridge),
                                () -> misfortune(cell, login(cell, bridge)));
                yield new FaultStage(cell, mail, provider, bridge, relay);
            }
        };
    }

    private static Misfortune misfortune(FaultCell cell, String login) {
        return new Misfortune(cell.fault(), cell.moment().place(cell.errand(), login));
    }

    private static TestBridge.Plan plan(FaultCell cell, int upstreamPort, Duration patience) {
        TestBridge.Plan open =
                TestBridge.Plan.towards(
                        Map.of(
                                cell.errand().protocol(),
                                TestBridge.upstream(
                                        upstreamPort, cell.moment().way().upstreamTls())));
        TestBridge.Plan guarded =
                switch (cell.guard()) {
                    case SPLICE -> open;
                    case GATE -> open.policy(cell.errand().restricted());
                };
        return switch (cell.fault()) {
            case BLACK_HOLE, ZERO_WINDOW ->
                    guarded.with(new Deadlines(patience, patience, patience))
                            .withDialDeadline(patience);
            case DELAY, TRICKLE, RESET, HALF_CLOSE, TLS_CLOSE, PAUSE -> guarded;
        };
    }

    private static int listener(FaultCell cell, TestBridge bridge) {
        return bridge.port(cell.errand().protocol(), cell.moment().way().security());
    }

    private static String login(FaultCell cell, TestBridge bridge) {
        return switch (cell.errand().protocol()) {
            case IMAP -> bridge.loginCommand("a1") + "\r\n";
            case SMTP -> BeforeTlsIT.authPlain(bridge);
        };
    }

    /** As the client does it. */
    Peer connect() throws IOException {
        FaultMoment.Way way = cell.moment().way();
        int port = way.isFromClient() ? relay.port() : listener(cell, bridge);
        return switch (way.security()) {
            case TLS -> Peer.connect(port, TestBridge.AUTHORITY.clientContext());
            case NONE, STARTTLS_OPTIONAL, STARTTLS_REQUIRED -> Peer.connect(port);
        };
    }

    /** The words with which the client logs in. */
    String login() {
        return login(cell, bridge);
    }

    TestBridge bridge() {
        return bridge;
    }

    long befallen() {
        return relay.befallen();
    }

    /** Connections of the relay of which the bridge has not let go. */
    long heldByBridge() {
        return relay.heldByBridge();
    }

    /** That the bridge has read from either end in the sessions that are open. */
    long octetsTaken() {
        return bridge.sessions().look(LOOK).stream()
                .mapToLong(session -> session.sent() + session.received())
                .sum();
    }

    /** Has the relay go on to read what the bridge says. */
    void readOn() {
        relay.readOn();
    }

    /** How often the client's message was stored. */
    int stored() {
        return mail.stored(Errand.SUBJECT);
    }

    /** Ends all connections but those that the bridge may still have. */
    void leaveBridge() throws IOException {
        relay.close();
        provider.close();
    }

    @Override
    public void close() {
        bridge.close();
    }
}
