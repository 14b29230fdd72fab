package dev.postern.smtp.gate;

import dev.postern.core.access.App;
import dev.postern.core.access.SendingQuota;
import dev.postern.core.gate.Gate;
import dev.postern.core.gate.GateOwner;
import dev.postern.core.gate.GateTally;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.UpstreamReady;

import io.netty.channel.ChannelHandler;

/** The gate of one session of an app that may not do everything with SMTP. */
public final class SmtpGate implements Gate {

    private final Offers offers;
    private final Conversation conversation;
    private final ClientSide clientSide;
    private final ProviderSide providerSide;

    /**
     * @param ready as the provider said it
     * @param quota where the app's messages are counted, over all its sessions
     * @param ehloName what we call ourselves at the provider
     */
    public SmtpGate(
            App app, UpstreamReady ready, GateOwner owner, SendingQuota quota, String ehloName) {
        Chunking chunking =
                Offers.offersChunks(ready.offers()) ? Chunking.OFFERED : Chunking.NOT_OFFERED;
        this.offers = new Offers(app.policy().smtp().largestMessage());
        this.conversation = new Conversation(app, owner, quota, new Ends(), ehloName, chunking);
        this.clientSide = new ClientSide(conversation);
        this.providerSide = new ProviderSide(conversation, clientSide);
    }

    @Override
    public UpstreamReady shown(UpstreamReady ready) {
        return new UpstreamReady(offers.of(ready.offers()), ready.alerts());
    }

    @Override
    public ChannelHandler clientSide() {
        return clientSide;
    }

    @Override
    public ChannelHandler upstreamSide() {
        return providerSide;
    }

    @Override
    public void leave() {
        conversation.leave();
    }

    @Override
    public void end(CloseReason reason) {
        conversation.endNow(reason);
    }

    @Override
    public GateTally tally() {
        return conversation.counts().tally();
    }
}
