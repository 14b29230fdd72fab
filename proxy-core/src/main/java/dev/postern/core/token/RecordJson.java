package dev.postern.core.token;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import dev.postern.core.secret.Secret;
import dev.postern.core.token.TokenRecord.Access;
import dev.postern.core.token.TokenRecord.Owner;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Token records as the vault has them:
 *
 * <pre>
 *   {"version": 1, "server": "https://…/token", "client": "…",
 *    "refresh": "…", "earlier": "…",
 *    "access": {"token": "…", "obtained": "2026-11-23T18:00:00Z", "expires": "…"},
 *    "signed-in": "…", "refreshed": "…", "scope": "…",
 *    "trouble": {"kind": "REVOKED", "since": "…", "tried": "…", "words": "…"}}
 * </pre>
 *
 * <p>{@code refresh}, {@code earlier}, {@code access}, {@code scope} and {@code trouble} may be
 * missing. What this does not know it refuses, rather than to lose it with the next change.
 */
final class RecordJson {

    private static final int VERSION = 1;

    private static final Set<String> MEMBERS =
            Set.of(
                    "version",
                    "server",
                    "client",
                    "refresh",
                    "earlier",
                    "access",
                    "signed-in",
                    "refreshed",
                    "scope",
                    "trouble");

    /** What was found. */
    sealed interface Found {
        record Whole(TokenRecord record) implements Found {}

        /** A later Postern wrote it. */
        record Newer(String version) implements Found {}

        record Damaged() implements Found {}
    }

    private RecordJson() {}

    /** The caller wipes it. */
    static Secret written(TokenRecord record) {
        JsonObject json = new JsonObject();
        json.addProperty("version", VERSION);
        json.addProperty("server", record.owner().server());
        json.addProperty("client", record.owner().client());
        record.refresh().ifPresent(token -> json.addProperty("refresh", token.revealText()));
        record.earlier().ifPresent(token -> json.addProperty("earlier", token.revealText()));
        record.access().ifPresent(access -> json.add("access", written(access)));
        json.addProperty("signed-in", record.signedIn().toString());
        json.addProperty("refreshed", record.refreshed().toString());
        record.scope().ifPresent(scope -> json.addProperty("scope", scope));
        record.trouble().ifPresent(trouble -> json.add("trouble", written(trouble)));
        byte[] octets = new Gson().toJson(json).getBytes(StandardCharsets.UTF_8);
        try {
            return Secret.copyOf(octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static JsonObject written(Access access) {
        JsonObject json = new JsonObject();
        json.addProperty("token", access.token().revealText());
        json.addProperty("obtained", access.obtained().toString());
        json.addProperty("expires", access.expires().toString());
        return json;
    }

    private static JsonObject written(Trouble trouble) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", trouble.kind().name());
        json.addProperty("since", trouble.since().toString());
        json.addProperty("tried", trouble.tried().toString());
        json.addProperty("words", trouble.words());
        return json;
    }

    /** Why it is damaged is not said: the parser's messages quote what they read. */
    static Found read(Secret written) {
        try {
            JsonObject json = new Gson().fromJson(written.revealText(), JsonObject.class);
            JsonElement version = json.get("version");
            if (!version.getAsJsonPrimitive().isNumber()) {
                return new Found.Damaged();
            }
            if (version.getAsInt() != VERSION) {
                return new Found.Newer(version.getAsString());
            }
            return MEMBERS.containsAll(json.keySet())
                    ? new Found.Whole(record(json))
                    : new Found.Damaged();
        } catch (JsonParseException
                | DateTimeException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | NullPointerException unexpected) {
            return new Found.Damaged();
        }
    }

    private static TokenRecord record(JsonObject json) {
        return new TokenRecord(
                new Owner(text(json, "server"), text(json, "client")),
                secret(json, "refresh"),
                secret(json, "earlier"),
                member(json, "access").map(RecordJson::access),
                instant(json, "signed-in"),
                instant(json, "refreshed"),
                json.has("scope") ? Optional.of(text(json, "scope")) : Optional.empty(),
                member(json, "trouble").map(RecordJson::trouble));
    }

    private static Access access(JsonObject json) {
        return new Access(
                secret(json, "token").orElseThrow(IllegalArgumentException::new),
                instant(json, "obtained"),
                instant(json, "expires"));
    }

    private static Trouble trouble(JsonObject json) {
        return new Trouble(
                Trouble.Kind.valueOf(text(json, "kind")),
                instant(json, "since"),
                instant(json, "tried"),
                text(json, "words"));
    }

    private static Optional<JsonObject> member(JsonObject json, String name) {
        return json.has(name) ? Optional.of(json.getAsJsonObject(name)) : Optional.empty();
    }

    private static Optional<Secret> secret(JsonObject json, String name) {
        return json.has(name) ? Optional.of(Secret.of(text(json, name))) : Optional.empty();
    }

    private static Instant instant(JsonObject json, String name) {
        return Instant.parse(text(json, name));
    }

    private static String text(JsonObject json, String name) {
        if (!json.getAsJsonPrimitive(name).isString()) {
            throw new IllegalArgumentException(name);
        }
        return json.getAsJsonPrimitive(name).getAsString();
    }
}
