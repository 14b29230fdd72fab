package dev.postern.core.access;

import dev.postern.core.account.Protocol;

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

    /** Whether sessions of a protocol go through a gate. */
    public boolean needsGate(Protocol protocol) {
        return switch (protocol) {
            case IMAP -> !imap.isUnrestricted();
            case SMTP -> !smtp.isUnrestricted();
        };
    }
}
