package dev.postern.core.sasl;

import dev.postern.core.secret.Secret;

import java.util.Optional;

/**
 * XOAUTH2, as Google and Microsoft document it. A challenge can only be the error object; an empty
 * answer fetches the refusal.
 */
record Xoauth2(String user, Secret token) implements SaslExchange {

    @Override
    public String mechanism() {
        return "XOAUTH2";
    }

    @Override
    public Optional<byte[]> initialResponse() {
        return Optional.of(Octets.around("user=" + user + "\1auth=Bearer ", token, "\1\1"));
    }

    @Override
    public Optional<byte[]> respond(byte[] challenge) {
        return Optional.of(new byte[0]);
    }
}
