package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.http.HttpsAccess;
import dev.postern.core.oauth.TokenEndpoint;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.Tally;
import dev.postern.core.testing.oauth.Fault;
import dev.postern.core.testing.oauth.TokenServer;
import dev.postern.core.upstream.ProxyPasswords;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Whatever a provider, or its token endpoint, does wrong: the client hears whose fault it is. */
class ProviderFaultsIT {

    /** For what is to come to an end, on a loaded build machine. */
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private static final Duration TOKEN_DEADLINE = Duration.ofSeconds(2);

    static Stream<Arguments> faults() {
        return Arrays.stream(ProviderFault.values())
                .flatMap(fault ->
                        Stream.of(Protocol.values())
                                .map(protocol -> Arguments.of(fault, protocol)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theClientHearsWhoseFaultItIs(ProviderFault fault, Protocol protocol) throws Exception {
        AtomicInteger open = new AtomicInteger();
        try (StandInServer provider =
                        new StandInServer(peer -> serve(peer, fault, protocol, open));
                TestBridge bridge =
                        new TestBridge(TestBridge.Plan.towards(protocol, provider.port()))) {
            assertOutcome(fault + ", " + protocol, bridge, protocol, fault.outcome());
            assertThat(provider.connections()).isPositive();
            await().atMost(AT_MOST).until(() -> open.get() == 0);
        }
    }

    /** Keeps the connection for as long as the bridge does. */
    private static void serve(Peer peer, ProviderFault fault, Protocol protocol, AtomicInteger open)
            throws IOException {
        open.incrementAndGet();
        try {
            peer.acceptTls(fault.identity().serverContext());
            fault.serve(peer, protocol);
            peer.rest();
        } finally {
            open.decrementAndGet();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereNobodyListensTheProviderIsUnavailable(Protocol protocol) throws Exception {
        int port;
        try (StandInServer closed = new StandInServer(Peer::rest)) {
            port = closed.port();
        }
        try (TestBridge bridge = new TestBridge(TestBridge.Plan.towards(protocol, port))) {
            assertOutcome(
                    "nobody listens, " + protocol, bridge, protocol, FaultOutcome.UNAVAILABLE);
        }
    }

    static Stream<Arguments> tokenFaults() {
        return Stream.of(
                        Named.of("busy", Fault.status(503, Optional.empty())),
                        Named.of("broken", Fault.status(500, Optional.of("1"))),
                        Named.of("reset", new Fault.Reset()),
                        Named.of("silent", new Fault.Silence()),
                        Named.of("cut", new Fault.Truncated()),
                        Named.of("answer lost", new Fault.LostAnswer()),
                        Named.of("garbage", Fault.garbage()),
                        Named.of("a web page", Fault.webPage()))
                .flatMap(fault ->
                        Stream.of(Protocol.values())
                                .map(protocol -> Arguments.of(fault, protocol)));
    }

    @ParameterizedTest
    @MethodSource("tokenFaults")
    void aTokenEndpointThatIsDownIsNoWrongPassword(Fault fault, Protocol protocol)
            throws Exception {
        try (TokenServer tokens = TokenServer.overTls(StandIns.IDENTITY).next(fault)) {
            assertTokenOutcome("token endpoint: " + fault, tokens, protocol);
            assertThat(tokens.requests()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTokenEndpointWhereNobodyListensIsNoWrongPassword(Protocol protocol) throws Exception {
        TokenServer tokens = TokenServer.overTls(StandIns.IDENTITY);
        tokens.close();
        assertTokenOutcome("token endpoint: nobody listens", tokens, protocol);
    }

    private static void assertTokenOutcome(String what, TokenServer tokens, Protocol protocol)
            throws Exception {
        AuthorizationServer server =
                tokens.described(TestBridge.upstream(1, UpstreamTls.IMPLICIT).trust());
        Credential credential =
                new Credential.Oauth(
                        server,
                        new OauthClient("id", new OauthClient.Authentication.None()),
                        new Grant.ClientCredentials(),
                        List.of("mail"));
        try (StandInServer provider = StandIns.tls(Peer::rest);
                HttpsAccess web = new HttpsAccess(ProxyPasswords.NONE, TOKEN_DEADLINE);
                TestBridge bridge =
                        new TestBridge(
                                TestBridge.Plan.towards(protocol, provider.port()).with(credential),
                                0,
                                vault ->
                                        new TokenEndpoint(
                                                web.caller(), vault, Clock.systemUTC()))) {
            assertOutcome(what + ", " + protocol, bridge, protocol, FaultOutcome.UNAVAILABLE);
            assertThat(provider.connections()).as("connections without a token").isZero();
        }
    }

    private static void assertOutcome(
            String what, TestBridge bridge, Protocol protocol, FaultOutcome expected)
            throws IOException {
        Errand errand =
                switch (protocol) {
                    case IMAP -> Errand.FETCH;
                    case SMTP -> Errand.SEND;
                };
        String login =
                switch (protocol) {
                    case IMAP -> bridge.loginCommand("a1") + "\r\n";
                    case SMTP -> BeforeTlsIT.authPlain(bridge);
                };
        String heard;
        try (Peer client = bridge.connect(protocol)) {
            heard = errand.talk(client, login, Errand.LENGTH);
        }
        boolean holds = expected.agrees(errand, heard, 0);
        Tally.count("faults", what, 1, holds ? 1 : 0);
        assertThat(holds).as("expected " + expected + ", heard: " + heard).isTrue();
        await().atMost(AT_MOST).until(() -> bridge.sessions().count() == 0);
    }
}
