package dev.postern.core.sasl;

import dev.postern.core.secret.Secret;

import java.util.Optional;

/** PLAIN (RFC 4616), with an empty authorization identity. */
record Plain(String user, Secret secret) implements SaslExchange {

    @Override
    public String mechanism() {
        return "PLAIN";
    }

    @Override
    public Optional<byte[]> initialResponse() {
        return Optional.of(Octets.around("\0" + user + "\0", secret, ""));
    }

    @Override
    public Optional<byte[]> respond(byte[] challenge) {
        return Optional.empty();
    }
}
