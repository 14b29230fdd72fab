package dev.postern.core.oauth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.secret.Secret;

import java.nio.file.Path;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The key that Google gives out for a service account, as a JSON file. Where it says to send
 * assertions to is not listened to: the configuration says that.
 *
 * @param id which of the account's keys it is
 */
record ServiceAccountKey(String email, String id, RSAPrivateKey key) {

    /** The longest that Google takes. */
    private static final Duration LIFETIME = Duration.ofHours(1);

    static ServiceAccountKey read(Path file) throws UnaskableException {
        JsonObject members = members(file);
        return new ServiceAccountKey(
                member(members, "client_email", file),
                member(members, "private_key_id", file),
                KeyFiles.rsaKey(member(members, "private_key", file), "private_key in " + file));
    }

    /** That we may act for the account's mailbox (RFC 7523 2.1); the caller wipes it. */
    Secret assertion(Account account, Credential.Oauth oauth, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", email);
        claims.put("sub", account.address());
        claims.put("scope", String.join(" ", oauth.scopes()));
        claims.put("aud", oauth.server().token().toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        return new Assertion(Map.of("kid", id), claims).signed(key);
    }

    @Override
    public String toString() {
        return "ServiceAccountKey[email=" + email + ", id=" + id + "]";
    }

    private static JsonObject members(Path file) throws UnaskableException {
        try {
            if (JsonParser.parseString(KeyFiles.text(file)) instanceof JsonObject members) {
                return members;
            }
        } catch (JsonParseException damaged) {
            // Not its message, which quotes what it read.
        }
        throw new UnaskableException(
                "%s is not JSON. The key file of a service account was expected, as Google gives it out."
                        .formatted(file));
    }

    private static String member(JsonObject members, String name, Path file)
            throws UnaskableException {
        JsonElement member = members.get(name);
        if (member == null || !member.isJsonPrimitive() || member.getAsString().isEmpty()) {
            throw new UnaskableException(
                    "%s has no %s. The key file of a service account was expected, as Google gives it out; one of another kind of client is no use here."
                            .formatted(file, name));
        }
        return member.getAsString();
    }
}
