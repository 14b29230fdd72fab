package dev.postern.core.account;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One mailbox at a provider, and how to log in to it.
 *
 * @param name short name, unique without regard to case: {@code [a-z0-9][a-z0-9._-]{0,63}}
 * @param address the mail address
 * @param aliases further user names that select this account, without regard to case
 * @param upstreams at least one
 */
public record Account(
        String name,
        String address,
        Set<String> aliases,
        Map<Protocol, Upstream> upstreams,
        Credential credential) {

    public Account {
        aliases = Set.copyOf(aliases);
        upstreams = Map.copyOf(upstreams);
    }

    public Optional<Upstream> upstream(Protocol protocol) {
        return Optional.ofNullable(upstreams.get(protocol));
    }
}
