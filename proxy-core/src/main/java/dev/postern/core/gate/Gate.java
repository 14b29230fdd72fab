package dev.postern.core.gate;

import dev.postern.core.login.CloseReason;
import dev.postern.core.login.UpstreamReady;

import io.netty.channel.ChannelHandler;

/**
 * What stands between client and upstream of an app with a restriction, in the relay phase. It has
 * a handler in each pipeline, before the pump: octets that it passes on are fired to the pump,
 * which counts them, and what it says to a side itself is written to that side's channel.
 * Everything runs on the event loop that both channels share.
 *
 * <p>It holds back at most what its protocol makes it hold, says so with a limit, and lets no read
 * through meanwhile: the pump asks for more with {@code channel.read()}, which passes the handler.
 */
public interface Gate {

    /**
     * What the client is told of the provider: without what the gate would refuse.
     *
     * @param ready as the provider said it
     */
    UpstreamReady shown(UpstreamReady ready);

    /** For the client's pipeline. The same at each call. */
    ChannelHandler clientSide();

    /** For the upstream's pipeline. The same at each call. */
    ChannelHandler upstreamSide();

    /**
     * The bridge stops: what has begun is finished, then the client is told, and the owner to end.
     * Nothing new begins meanwhile. Calling it once more does nothing.
     */
    void leave();

    /**
     * The session ends now: the client is told what becomes of what it waits for, where words can
     * stand now, and the owner to end. Does nothing if that is so already.
     *
     * @param reason a deadline, or somebody who ends it
     */
    void end(CloseReason reason);

    /** What has passed so far: for the log of the session. */
    GateTally tally();
}
