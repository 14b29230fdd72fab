package dev.postern.core.spare;

import dev.postern.core.access.App;
import dev.postern.core.account.Protocol;
import dev.postern.core.gate.Gate;
import dev.postern.core.gate.GateOwner;
import dev.postern.core.login.ClientDialogue;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.login.Speech;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.session.Frontend;
import dev.postern.core.session.Standing;
import dev.postern.core.testing.Greeted;

import java.util.List;

/** A protocol in which the server says hello, and that is all. */
final class Greeting implements Frontend {

    @Override
    public Protocol protocol() {
        return Protocol.IMAP;
    }

    @Override
    public ClientDialogue clientDialogue(ListenerSecurity security) {
        throw new IllegalStateException("no client is here");
    }

    @Override
    public ClientDialogue deviceDialogue(String app, ListenerSecurity security, Standing standing) {
        throw new IllegalStateException("no client is here");
    }

    @Override
    public UpstreamDialogue upstreamDialogue(UpstreamLogin login) {
        return dialogue();
    }

    @Override
    public Speech farewell() {
        return Speech.of("bye\r\n");
    }

    @Override
    public Gate gate(App app, UpstreamReady ready, GateOwner owner) {
        throw new IllegalStateException("no client is here");
    }

    /** Only "hello" lets in. */
    static UpstreamDialogue dialogue() {
        return new Greeted(words ->
                words.equals("hello")
                        ? new UpstreamReady(List.of(), List.of())
                        : new UpstreamFailure.LimitReached(words));
    }
}
