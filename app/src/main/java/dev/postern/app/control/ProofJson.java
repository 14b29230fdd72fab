package dev.postern.app.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/** What tokens are asked for with, as part of a line. Secrets are text here, and nowhere else. */
final class ProofJson {
    private ProofJson() {}

    static JsonObject write(TokenRequest proof) {
        JsonObject json = new JsonObject();
        switch (proof) {
            case TokenRequest.Code(Secret code, Secret verifier, URI redirect) -> {
                json.addProperty("grant", "code");
                json.addProperty("code", code.revealText());
                json.addProperty("verifier", verifier.revealText());
                json.addProperty("redirect", redirect.toString());
            }
            case TokenRequest.Device(Secret deviceCode) -> {
                json.addProperty("grant", "device");
                json.addProperty("code", deviceCode.revealText());
            }
            case TokenRequest.Refresh(Secret refreshToken) -> {
                json.addProperty("grant", "refresh");
                json.addProperty("token", refreshToken.revealText());
            }
            case TokenRequest.Password(Secret password) -> {
                json.addProperty("grant", "password");
                json.addProperty("password", password.revealText());
            }
            case TokenRequest.ClientCredentials ignored ->
                    json.addProperty("grant", "client-credentials");
            case TokenRequest.ServiceAccount ignored ->
                    json.addProperty("grant", "service-account");
        }
        return json;
    }

    /**
     * @throws JsonParseException if it is none
     */
    static TokenRequest read(@Nullable JsonElement json) {
        if (!(json instanceof JsonObject object)) {
            throw new JsonParseException("no proof");
        }
        return switch (RequestJson.text(object, "grant")) {
            case "code" ->
                    new TokenRequest.Code(
                            secret(object, "code"),
                            secret(object, "verifier"),
                            uri(RequestJson.text(object, "redirect")));
            case "device" -> new TokenRequest.Device(secret(object, "code"));
            case "refresh" -> new TokenRequest.Refresh(secret(object, "token"));
            case "password" -> new TokenRequest.Password(secret(object, "password"));
            case "client-credentials" -> new TokenRequest.ClientCredentials();
            case "service-account" -> new TokenRequest.ServiceAccount();
            default -> throw new JsonParseException("a grant that this version has not");
        };
    }

    private static Secret secret(JsonObject object, String key) {
        return Secret.of(RequestJson.text(object, key));
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException strange) {
            throw new JsonParseException("no address", strange);
        }
    }
}
