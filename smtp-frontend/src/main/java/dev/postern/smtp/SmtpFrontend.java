package dev.postern.smtp;

import dev.postern.core.access.App;
import dev.postern.core.access.SendingQuota;
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
import dev.postern.smtp.gate.SmtpGate;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What SMTP supplies to a session. */
public final class SmtpFrontend implements Frontend {

    /**
     * RFC 5321 4.1.4: a client without a name gives its address. Not the real one, which would show
     * the network behind us.
     */
    private static final String ADDRESS_LITERAL = "[127.0.0.1]";

    /**
     * RFC 5321 4.1.2 allows less, but a name with underscores is the provider's to refuse; what
     * ends a word or line is ours.
     */
    private static final Pattern EHLO_NAME = Pattern.compile("[!-~]{1,255}");

    private final String ehloName;
    private final Supplier<List<List<String>>> knownOffers;
    private final SendingQuota quota;

    /**
     * @param ehloName what we call ourselves at providers: a domain name, or an address literal in
     *     brackets; empty: the loopback literal
     * @param knownOffers for each account that has an SMTP upstream, the EHLO keyword lines
     *     remembered of its provider; an account never seen gives an empty list. Asked at every
     *     EHLO, from any event loop.
     * @param quota where the messages of restricted apps are counted
     */
    public SmtpFrontend(
            Optional<String> ehloName,
            Supplier<List<List<String>>> knownOffers,
            SendingQuota quota) {
        this.quota = quota;
        this.ehloName = ehloName.orElse(ADDRESS_LITERAL);
        this.knownOffers = knownOffers;
        if (!EHLO_NAME.matcher(this.ehloName).matches()) {
            throw new IllegalArgumentException(
                    "expected a domain name or [address] to say in EHLO, found: " + this.ehloName);
        }
    }

    @Override
    public Protocol protocol() {
        return Protocol.SMTP;
    }

    @Override
    public ClientDialogue clientDialogue(ListenerSecurity security) {
        return new SmtpClientDialogue(security, knownOffers);
    }

    @Override
    public ClientDialogue deviceDialogue(String app, ListenerSecurity security, Standing standing) {
        return new DeviceDialogue(app, security, standing);
    }

    @Override
    public UpstreamDialogue upstreamDialogue(UpstreamLogin login) {
        return new SmtpUpstreamDialogue(login, ehloName);
    }

    @Override
    public Speech farewell() {
        return Speech.of("QUIT\r\n");
    }

    @Override
    public Gate gate(App app, UpstreamReady ready, GateOwner owner) {
        return new SmtpGate(app, ready, owner, quota, ehloName);
    }
}
