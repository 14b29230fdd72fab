package dev.postern.core.upstream;

import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamLogin;

import io.netty.channel.EventLoop;

import java.util.function.Consumer;
import java.util.function.Function;

/** Whoever gives connections that are logged in at a provider. Thread-safe. */
public interface UpstreamLogins {

    /**
     * Starts a login.
     *
     * @param dialogues makes a fresh dialogue for each try
     * @param loop the event loop of the client: this is called on it, and the channel is on it in
     *     the end
     * @param session for the log
     * @param result told once, on {@code loop}, after this has returned, unless the login is
     *     cancelled
     */
    PendingLogin login(
            LoginTarget target,
            Function<UpstreamLogin, UpstreamDialogue> dialogues,
            EventLoop loop,
            String session,
            Consumer<Dialled> result);
}
