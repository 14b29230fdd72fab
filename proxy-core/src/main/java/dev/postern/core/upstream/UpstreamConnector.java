package dev.postern.core.upstream;

import dev.postern.core.account.Upstream;
import dev.postern.core.login.UpstreamDialogue;

import io.netty.channel.EventLoop;

import java.time.Duration;
import java.util.function.Consumer;

/** Connects to providers and logs in. Thread-safe; lives as long as the process. */
public final class UpstreamConnector {

    private final ConnectionOpener opener;
    private final Duration deadline;

    /**
     * @param opener the caller's to close, when nobody dials any more
     * @param deadline for one dial: name, connection, TLS and login together
     */
    public UpstreamConnector(ConnectionOpener opener, Duration deadline) {
        this.opener = opener;
        this.deadline = deadline;
    }

    /**
     * Connects and logs in.
     *
     * @param dialogue a fresh one
     * @param loop the event loop of the client: everything happens on it, and the upstream's
     *     channel stays on it
     * @param session for the log
     * @param result told once, on {@code loop}, unless the dial is cancelled
     */
    public Dial dial(
            Upstream upstream,
            UpstreamDialogue dialogue,
            EventLoop loop,
            String session,
            Consumer<Dialled> result) {
        Dial dial = new Dial(upstream, dialogue, loop, session, result);
        dial.start(opener, deadline);
        return dial;
    }
}
