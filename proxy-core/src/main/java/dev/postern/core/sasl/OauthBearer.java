package dev.postern.core.sasl;

import dev.postern.core.account.Upstream;
import dev.postern.core.secret.Secret;

import java.util.Optional;

/**
 * OAUTHBEARER (RFC 7628). A challenge can only be the error object; one 0x01 as the answer fetches
 * the refusal (3.2.3).
 */
record OauthBearer(Upstream upstream, Secret token) implements SaslExchange {

    @Override
    public String mechanism() {
        return "OAUTHBEARER";
    }

    @Override
    public Optional<byte[]> initialResponse() {
        // In a gs2 header "=" and "," are escaped (RFC 5801 4).
        String identity = upstream.user().replace("=", "=3D").replace(",", "=2C");
        String before =
                "n,a=%s,\1host=%s\1port=%d\1auth=Bearer "
                        .formatted(identity, upstream.host(), upstream.port());
        return Optional.of(Octets.around(before, token, "\1\1"));
    }

    @Override
    public Optional<byte[]> respond(byte[] challenge) {
        return Optional.of(new byte[] {1});
    }
}
