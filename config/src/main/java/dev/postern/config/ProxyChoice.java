package dev.postern.config;

import dev.postern.core.account.ProxyServer;

import java.util.Optional;

/** What a table says of a proxy. */
sealed interface ProxyChoice {

    /** Nothing: what holds around it holds here. */
    record Unsaid() implements ProxyChoice {}

    /** That there is none here, whatever holds around it. */
    record Direct() implements ProxyChoice {}

    /** This one. */
    record Through(ProxyServer proxy) implements ProxyChoice {}

    default Optional<ProxyServer> server() {
        return switch (this) {
            case Unsaid unsaid -> Optional.empty();
            case Direct direct -> Optional.empty();
            case Through(ProxyServer proxy) -> Optional.of(proxy);
        };
    }
}
