package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.testing.Peer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A client that goes on sending still hears why it is sent away. */
class LastWordsIT {

    /** More than the kernel holds, so that some of it can never be read by the bridge. */
    private static final byte[] ENDLESS_LINE = new byte[16 * 1024 * 1024];

    private static Provider provider;
    private static TestBridge bridge;

    static {
        Arrays.fill(ENDLESS_LINE, (byte) 'A');
    }

    @BeforeAll
    static void start() throws Exception {
        provider = Provider.withTheRightPassword();
        bridge = new TestBridge(TestBridge.Plan.towards(provider.upstreams()));
    }

    @AfterAll
    static void stop() throws Exception {
        bridge.close();
        provider.close();
    }

    static Stream<Arguments> listeners() {
        return Stream.of(Protocol.values())
                .flatMap(protocol ->
                        TestBridge.securities().map(security -> Arguments.of(protocol, security)));
    }

    @ParameterizedTest
    @MethodSource("listeners")
    void theSentenceBeforeTheEndArrives(Protocol protocol, ListenerSecurity security)
            throws Exception {
        try (Peer client = Listeners.greeted(bridge, protocol, security)) {
            CompletableFuture.runAsync(() -> flood(client));
            String heard = new String(client.rest(), US_ASCII);
            assertThat(heard)
                    .startsWith(
                            switch (protocol) {
                                case IMAP -> "* BYE ";
                                case SMTP -> "5";
                            })
                    .endsWith("\r\n");
        }
    }

    private static void flood(Peer client) {
        try {
            client.send(ENDLESS_LINE);
        } catch (IOException sentAway) {
            // which is what is wanted, once the sentence has arrived
        }
    }
}
