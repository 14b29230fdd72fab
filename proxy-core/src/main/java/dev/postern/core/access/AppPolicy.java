package dev.postern.core.access;

import dev.postern.core.account.Protocol;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an app may do.
 *
 * @param protocols those on which it may log in; never empty
 * @param sources networks from which it may log in; empty: this machine only
 * @param expires from then on it may not log in, and its sessions end
 * @param user whose programs may use it, where the system tells
 */
public record AppPolicy(
        Set<Protocol> protocols,
        ImapPolicy imap,
        SmtpPolicy smtp,
        List<Network> sources,
        Optional<Instant> expires,
        Optional<UserBinding> user,
        Rotation rotation) {

    public AppPolicy {
        protocols = Set.copyOf(protocols);
        sources = List.copyOf(sources);
    }

    /** No restriction but the protocols, and this machine. */
    public AppPolicy(Set<Protocol> protocols) {
        this(
                protocols,
                ImapPolicy.UNRESTRICTED,
                SmtpPolicy.UNRESTRICTED,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Rotation.USUAL);
    }

    /** Whether it says more than a protocol and this machine. */
    public boolean hasLimits() {
        return !imap.isUnrestricted()
                || !smtp.isUnrestricted()
                || expires.isPresent()
                || user.isPresent();
    }

    /** Whether sessions of a protocol go through a gate. */
    public boolean needsGate(Protocol protocol) {
        return switch (protocol) {
            case IMAP -> !imap.isUnrestricted();
            case SMTP -> !smtp.isUnrestricted();
        };
    }

    /** Whether it may be used from there. */
    public boolean allowsFrom(InetAddress address) {
        return sources.isEmpty()
                ? Network.unmapped(address).isLoopbackAddress()
                : sources.stream().anyMatch(network -> network.contains(address));
    }

    /** Whether the time is over at which it may be used. */
    public boolean isExpired(Instant now) {
        return expires.isPresent() && !now.isBefore(expires.get());
    }

    /**
     * Whether a session that was let in by {@code atLogin} may go on as it is: what it can do over
     * its protocol is still allowed, and so is who does it. Where from and until when, the other
     * methods say.
     */
    public boolean covers(AppPolicy atLogin, Protocol protocol) {
        return protocols.contains(protocol)
                && user.map(binding -> binding.admitsWhoWasAdmittedBy(atLogin.user)).orElse(true)
                && switch (protocol) {
                    case IMAP -> imap.covers(atLogin.imap);
                    case SMTP -> smtp.covers(atLogin.smtp);
                };
    }
}
