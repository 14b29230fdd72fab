package dev.postern.imap.gate;

import dev.postern.core.access.ImapPolicy;
import dev.postern.core.gate.Gate;
import dev.postern.core.gate.GateOwner;
import dev.postern.core.gate.GateTally;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.UpstreamReady;

import io.netty.channel.ChannelHandler;

/** Stands between a provider and an app that may not do everything over IMAP. */
public final class ImapGate implements Gate {

    private final Offers offers;
    private final Tally tally;
    private final ClientSide clientSide;
    private final UpstreamSide upstreamSide;

    /**
     * A gate for one session.
     *
     * @param ready as the provider said it
     */
    public ImapGate(ImapPolicy policy, UpstreamReady ready, GateOwner owner) {
        Permissions permissions = Permissions.of(policy.profile());
        Scene scene = new Scene(policy, ready.offers());
        this.offers = new Offers(permissions, policy);
        this.tally = new Tally(owner);
        ReplyFilter filter = new ReplyFilter(scene, offers::shown);
        this.clientSide = new ClientSide(scene, permissions, tally, owner);
        this.upstreamSide = new UpstreamSide(scene, filter, clientSide);
        clientSide.face(upstreamSide);
    }

    @Override
    public UpstreamReady shown(UpstreamReady ready) {
        return new UpstreamReady(offers.shown(ready.offers()), ready.alerts());
    }

    @Override
    public ChannelHandler clientSide() {
        return clientSide;
    }

    @Override
    public ChannelHandler upstreamSide() {
        return upstreamSide;
    }

    @Override
    public void leave() {
        clientSide.leave();
    }

    @Override
    public void end(CloseReason reason) {
        clientSide.end(reason);
    }

    @Override
    public GateTally tally() {
        return tally.soFar();
    }
}
