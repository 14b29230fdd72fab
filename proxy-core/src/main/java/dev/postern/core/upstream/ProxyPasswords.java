package dev.postern.core.upstream;

import dev.postern.core.secret.Secret;

import java.util.Optional;

/** Knows the passwords of proxies. Called on threads that may wait, but only for a moment. */
@FunctionalInterface
public interface ProxyPasswords {

    /** For those who use no proxy, or none with a password. */
    ProxyPasswords NONE = authority -> Optional.empty();

    /**
     * A copy, which the caller wipes; empty if none is kept.
     *
     * @param authority {@link dev.postern.core.account.ProxyServer#authority}
     */
    Optional<Secret> of(String authority);
}
