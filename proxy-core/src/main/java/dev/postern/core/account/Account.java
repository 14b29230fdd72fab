package dev.postern.core.account;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One mailbox at a provider, and how to log in to it; or, if its address is a whole domain, all
 * mailboxes there.
 *
 * @param name short name, unique without regard to case: {@code [a-z0-9][a-z0-9._-]{0,63}}
 * @param address the mail address; {@code @example.com} for a whole domain
 * @param aliases further user names that select this account, without regard to case
 * @param upstreams at least one
 * @param provider the name of the preset that the servers are from
 * @param spares connections at each server that may be logged in before anybody asks; 0 to {@link
 *     #MOST_SPARES}, and 0 for a whole domain
 */
public record Account(
        String name,
        String address,
        Set<String> aliases,
        Map<Protocol, Upstream> upstreams,
        Credential credential,
        Optional<String> provider,
        int spares) {

    /** Providers count connections; some allow five. */
    public static final int MOST_SPARES = 2;

    public Account {
        aliases = Set.copyOf(aliases);
        upstreams = Map.copyOf(upstreams);
    }

    /** One without spares. */
    public Account(
            String name,
            String address,
            Set<String> aliases,
            Map<Protocol, Upstream> upstreams,
            Credential credential,
            Optional<String> provider) {
        this(name, address, aliases, upstreams, credential, provider, 0);
    }

    /** One whose servers are written out. */
    public Account(
            String name,
            String address,
            Set<String> aliases,
            Map<Protocol, Upstream> upstreams,
            Credential credential) {
        this(name, address, aliases, upstreams, credential, Optional.empty());
    }

    public Optional<Upstream> upstream(Protocol protocol) {
        return Optional.ofNullable(upstreams.get(protocol));
    }

    /** Whether it is for all mailboxes of a domain. */
    public boolean isCatchAll() {
        return isWholeDomain(address);
    }

    /** Whether {@code address} is that of a whole domain, like {@code @example.com}. */
    public static boolean isWholeDomain(String address) {
        return address.startsWith("@");
    }

    /**
     * This catch-all account for one mailbox: it has that address, and where no other user is
     * configured, that user. Name and credential stay.
     */
    public Account forMailbox(String mailbox) {
        Map<Protocol, Upstream> own = new EnumMap<>(Protocol.class);
        upstreams.forEach((protocol, upstream) ->
                own.put(
                        protocol,
                        upstream.user().equals(address) ? upstream.as(mailbox) : upstream));
        return new Account(name, mailbox, aliases, own, credential, provider, spares);
    }

    /** The same with so many spares. */
    public Account withSpares(int other) {
        return new Account(name, address, aliases, upstreams, credential, provider, other);
    }
}
