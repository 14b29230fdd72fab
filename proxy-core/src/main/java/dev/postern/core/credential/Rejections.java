package dev.postern.core.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import dev.postern.core.credential.CredentialOutcome.Freshness;
import dev.postern.core.secret.Secret;

import java.time.Duration;

/** The secrets that providers rejected lately. Thread-safe. */
final class Rejections {

    /**
     * Providers have rejected good passwords for a moment; after this a secret is worth remembering
     * again.
     */
    private static final Duration KEPT_FOR = Duration.ofMinutes(5);

    /** Only a provider adds to them, by rejecting; this bounds one that never stops. */
    private static final int MOST = 1_000;

    private record Rejection(String account, Secret secret) {}

    private final Cache<Rejection, Boolean> rejections;

    Rejections(Ticker ticker) {
        rejections =
                Caffeine.newBuilder()
                        .expireAfterWrite(KEPT_FOR)
                        .maximumSize(MOST)
                        .ticker(ticker)
                        .build();
    }

    void add(String account, Secret secret) {
        rejections.put(new Rejection(account, Secrets.copy(secret)), true);
    }

    Freshness freshness(String account, Secret secret) {
        return rejections.getIfPresent(new Rejection(account, secret)) == null
                ? Freshness.NOT_REJECTED
                : Freshness.REJECTED;
    }
}
