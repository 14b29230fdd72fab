package dev.postern.core.state;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import dev.postern.core.secret.Secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The secrets of a vault by name. Immutable, as are the secrets in it: they are copied on the way
 * in and out, since whoever uses one wipes it afterwards.
 */
final class VaultContent {

    static final VaultContent EMPTY = new VaultContent(Map.of());

    private static final String SECRETS = "secrets";

    private final Map<String, Secret> secrets;

    private VaultContent(Map<String, Secret> secrets) {
        this.secrets = Map.copyOf(secrets);
    }

    Optional<Secret> secret(String name) {
        return Optional.ofNullable(secrets.get(name)).map(VaultContent::copy);
    }

    Set<String> names() {
        return new TreeSet<>(secrets.keySet());
    }

    VaultContent with(String name, Secret secret) {
        Map<String, Secret> changed = new TreeMap<>(secrets);
        changed.put(name, copy(secret));
        return new VaultContent(changed);
    }

    VaultContent without(String name) {
        Map<String, Secret> changed = new TreeMap<>(secrets);
        changed.remove(name);
        return new VaultContent(changed);
    }

    /**
     * <code>{"secrets": {"name": "base64", …}}</code>: other members may follow in later formats.
     */
    byte[] toJson() {
        return new Gson().toJson(toJsonObject()).getBytes(StandardCharsets.UTF_8);
    }

    JsonObject toJsonObject() {
        JsonObject byName = new JsonObject();
        secrets.forEach((name, secret) -> byName.addProperty(name, encoded(secret)));
        JsonObject whole = new JsonObject();
        whole.add(SECRETS, byName);
        return whole;
    }

    /**
     * Empty if this is not such JSON. Why is not said: the parser's messages quote what they read.
     */
    static Optional<VaultContent> fromJson(byte[] json) {
        try {
            String text = new String(json, StandardCharsets.UTF_8);
            return fromJson(new Gson().fromJson(text, JsonObject.class));
        } catch (JsonParseException unexpected) {
            return Optional.empty();
        }
    }

    /** Like {@link #fromJson(byte[])}. */
    static Optional<VaultContent> fromJson(JsonObject whole) {
        try {
            JsonObject byName = whole.getAsJsonObject(SECRETS);
            Map<String, Secret> secrets = new TreeMap<>();
            byName.entrySet()
                    .forEach(entry ->
                            secrets.put(entry.getKey(), decoded(entry.getValue().getAsString())));
            return Optional.of(new VaultContent(secrets));
        } catch (IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | NullPointerException
                | UnsupportedOperationException unexpected) {
            return Optional.empty();
        }
    }

    private static String encoded(Secret secret) {
        byte[] octets = secret.reveal();
        try {
            return Base64.getEncoder().encodeToString(octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static Secret decoded(String base64) {
        byte[] octets = Base64.getDecoder().decode(base64);
        try {
            return Secret.copyOf(octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static Secret copy(Secret secret) {
        byte[] octets = secret.reveal();
        try {
            return Secret.copyOf(octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }
}
