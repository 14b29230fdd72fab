package dev.postern.core.access;

import dev.postern.core.account.Protocol;

import java.util.Set;

/**
 * What an app may do.
 *
 * @param protocols those on which it may log in; never empty
 */
public record AppPolicy(Set<Protocol> protocols) {
    public AppPolicy {
        protocols = Set.copyOf(protocols);
    }
}
