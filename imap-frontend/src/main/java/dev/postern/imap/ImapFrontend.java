package dev.postern.imap;

import dev.postern.core.access.App;
import dev.postern.core.account.Protocol;
import dev.postern.core.gate.Gate;
import dev.postern.core.gate.GateOwner;
import dev.postern.core.login.ClientDialogue;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.login.Speech;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.session.Frontend;
import dev.postern.core.session.Standing;
import dev.postern.imap.gate.ImapGate;

/** IMAP for {@link Frontend}. */
public final class ImapFrontend implements Frontend {

    private final ProviderMemory memory;

    /** One that asks each provider anew. */
    public ImapFrontend() {
        this(ProviderMemory.none());
    }

    public ImapFrontend(ProviderMemory memory) {
        this.memory = memory;
    }

    @Override
    public Protocol protocol() {
        return Protocol.IMAP;
    }

    @Override
    public ClientDialogue clientDialogue(ListenerSecurity security) {
        return new ImapClientDialogue(LoginOffer.on(security));
    }

    @Override
    public ClientDialogue deviceDialogue(String app, ListenerSecurity security, Standing standing) {
        throw new IllegalStateException("devices send mail, and never read it");
    }

    @Override
    public UpstreamDialogue upstreamDialogue(UpstreamLogin login) {
        return new ImapUpstreamDialogue(login, memory);
    }

    @Override
    public Speech farewell() {
        return Speech.of("P LOGOUT\r\n");
    }

    @Override
    public Gate gate(App app, UpstreamReady ready, GateOwner owner) {
        return new ImapGate(app.policy().imap(), ready, owner);
    }
}
