package dev.postern.core.testing.oauth;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Verifies signed assertions (RFC 7519, RFC 7523 3). Thread-safe. */
final class Jwt {

    /** RFC 7523 3: a server may refuse one that is good for unreasonably long. */
    private static final long LONGEST_SECONDS = 3600;

    private final Set<String> seen = new HashSet<>();

    record Verified(JsonObject header, JsonObject claims) {}

    /** Empty if the assertion isn't good. */
    Optional<Verified> verify(String assertion, PublicKey key, String audience) {
        try {
            String[] parts = assertion.split("\\.", -1);
            JsonObject header = json(parts[0]);
            JsonObject claims = json(parts[1]);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            long now = Instant.now().getEpochSecond();
            long expires = claims.get("exp").getAsLong();
            boolean good =
                    parts.length == 3
                            && header.get("alg").getAsString().equals("RS256")
                            && signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                            && claims.get("aud").getAsString().equals(audience)
                            && expires > now
                            && expires <= now + LONGEST_SECONDS
                            && (!claims.has("nbf") || claims.get("nbf").getAsLong() <= now)
                            && (!claims.has("iat") || claims.get("iat").getAsLong() <= now)
                            && firstUse(claims);
            return good ? Optional.of(new Verified(header, claims)) : Optional.empty();
        } catch (GeneralSecurityException | RuntimeException malformed) {
            return Optional.empty();
        }
    }

    static String thumbprint(X509Certificate certificate) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized boolean firstUse(JsonObject claims) {
        return !claims.has("jti") || seen.add(claims.get("jti").getAsString());
    }

    private static JsonObject json(String part) {
        return JsonParser.parseString(
                        new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8))
                .getAsJsonObject();
    }
}
