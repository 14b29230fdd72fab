package dev.postern.app.e2e;

import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.session.Deadlines;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A bridge with short deadlines in a process of its own, for {@link SuspendIT}: says its IMAP port
 * and the app password, and ends with its standard input.
 */
final class BridgeToSuspend {

    /** Of whatever it waits for. */
    static final Duration LONGEST_DEADLINE = Duration.ofSeconds(3);

    private BridgeToSuspend() {}

    /** Its arguments are the provider's port and its authority. */
    public static void main(String[] arguments) throws Exception {
        Upstream provider =
                new Upstream(
                        "localhost",
                        Integer.parseInt(arguments[0]),
                        UpstreamTls.IMPLICIT,
                        new Trust.ExtraAuthority(Path.of(arguments[1])),
                        TestBridge.USER,
                        Optional.empty());
        Deadlines deadlines = new Deadlines(LONGEST_DEADLINE, LONGEST_DEADLINE, LONGEST_DEADLINE);
        try (TestBridge bridge =
                new TestBridge(
                        TestBridge.Plan.towards(Map.of(Protocol.IMAP, provider))
                                .with(deadlines)
                                .withDialDeadline(LONGEST_DEADLINE))) {
            System.out.println(
                    bridge.connect(Protocol.IMAP).socket().getPort() + " " + bridge.appPassword());
            System.in.readAllBytes();
        }
    }
}
