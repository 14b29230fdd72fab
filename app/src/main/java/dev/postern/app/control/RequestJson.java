package dev.postern.app.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import dev.postern.app.operation.Request;
import dev.postern.app.operation.Request.Kick.By;
import dev.postern.app.operation.Request.RotateSecret.End;
import dev.postern.core.access.SecretForm;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.VaultKeyKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Requests as lines. Secrets are text here, and nowhere else. */
final class RequestJson {
    private RequestJson() {}

    static String write(Request request) {
        JsonObject json = new JsonObject();
        switch (request) {
            case Request.Reload ignored -> json.addProperty("operation", "reload");
            case Request.IssueSecret(String app, SecretForm form) -> {
                json.addProperty("operation", "issue");
                json.addProperty("app", app);
                json.addProperty("form", form.name());
            }
            case Request.RotateSecret(String app, SecretForm form, End end) -> {
                json.addProperty("operation", "rotate");
                json.addProperty("app", app);
                json.addProperty("form", form.name());
                json.addProperty("end", end.name());
            }
            case Request.RenameApp(String from, String to) -> {
                json.addProperty("operation", "rename");
                json.addProperty("from", from);
                json.addProperty("to", to);
            }
            case Request.EndSuperseded(Set<String> used) -> {
                json.addProperty("operation", "end-superseded");
                json.addProperty("used", String.join(" ", new TreeSet<>(used)));
            }
            case Request.ChooseSecret(String app, Secret password) -> {
                json.addProperty("operation", "choose");
                json.addProperty("app", app);
                json.addProperty("password", password.revealText());
            }
            case Request.Revoke(String app) -> {
                json.addProperty("operation", "revoke");
                json.addProperty("app", app);
            }
            case Request.PutPassword(String account, Secret password) -> {
                json.addProperty("operation", "put-password");
                json.addProperty("account", account);
                json.addProperty("password", password.revealText());
            }
            case Request.PutClientSecret(String clientId, Secret secret) -> {
                json.addProperty("operation", "put-client-secret");
                json.addProperty("client", clientId);
                json.addProperty("secret", secret.revealText());
            }
            case Request.PutProxyPassword(String authority, Secret password) -> {
                json.addProperty("operation", "put-proxy-password");
                json.addProperty("proxy", authority);
                json.addProperty("password", password.revealText());
            }
            case Request.LookForSecrets(String account) -> {
                json.addProperty("operation", "look-for-secrets");
                json.addProperty("account", account);
            }
            case Request.SignIn(String account, TokenRequest proof) -> {
                json.addProperty("operation", "sign-in");
                json.addProperty("account", account);
                json.add("proof", ProofJson.write(proof));
            }
            case Request.FetchToken(String account) -> {
                json.addProperty("operation", "fetch-token");
                json.addProperty("account", account);
            }
            case Request.RemovePassword(String account) -> {
                json.addProperty("operation", "remove-password");
                json.addProperty("account", account);
            }
            case Request.AuthorizeDevice(String account) -> {
                json.addProperty("operation", "authorize-device");
                json.addProperty("account", account);
            }
            case Request.CheckAccount(String account) -> {
                json.addProperty("operation", "check-account");
                json.addProperty("account", account);
            }
            case Request.Inquire ignored -> json.addProperty("operation", "status");
            case Request.ListSessions ignored -> json.addProperty("operation", "sessions");
            case Request.Kick(By by, String name) -> {
                json.addProperty("operation", "kick");
                json.addProperty("by", by.name());
                json.addProperty("name", name);
            }
            case Request.SetLogLevel(String logger, String level, long seconds) -> {
                json.addProperty("operation", "log-level");
                json.addProperty("logger", logger);
                json.addProperty("level", level);
                json.addProperty("seconds", String.valueOf(seconds));
            }
            case Request.Recognise(List<Secret> texts) -> {
                json.addProperty("operation", "recognise");
                JsonArray all = new JsonArray();
                texts.forEach(text -> all.add(text.revealText()));
                json.add("texts", all);
            }
            case Request.VerifyAudit ignored -> json.addProperty("operation", "verify-audit");
            case Request.InspectVault ignored -> json.addProperty("operation", "inspect-vault");
            case Request.RekeyVault(Optional<VaultKeyKind> to, Optional<Secret> given) -> {
                json.addProperty("operation", "rekey-vault");
                to.ifPresent(kind -> json.addProperty("to", kind.word()));
                given.ifPresent(secret -> json.addProperty("given", secret.revealText()));
            }
            case Request.ExportVault(Secret passphrase) -> {
                json.addProperty("operation", "export-vault");
                json.addProperty("passphrase", passphrase.revealText());
            }
        }
        return json.toString();
    }

    /**
     * @throws JsonParseException if it is no request
     */
    static Request read(String line) {
        JsonElement json = JsonParser.parseString(line);
        if (!(json instanceof JsonObject object)) {
            throw new JsonParseException("no object");
        }
        String operation = text(object, "operation");
        return switch (operation) {
            case "reload" -> new Request.Reload();
            case "issue" ->
                    new Request.IssueSecret(
                            text(object, "app"), word(object, "form", SecretForm.class));
            case "rotate" ->
                    new Request.RotateSecret(
                            text(object, "app"),
                            word(object, "form", SecretForm.class),
                            word(object, "end", End.class));
            case "end-superseded" ->
                    new Request.EndSuperseded(
                            text(object, "used").isEmpty()
                                    ? Set.of()
                                    : Set.copyOf(List.of(text(object, "used").split(" "))));
            case "choose" ->
                    new Request.ChooseSecret(
                            text(object, "app"), Secret.of(text(object, "password")));
            case "rename" -> new Request.RenameApp(text(object, "from"), text(object, "to"));
            case "revoke" -> new Request.Revoke(text(object, "app"));
            case "put-password" ->
                    new Request.PutPassword(
                            text(object, "account"), Secret.of(text(object, "password")));
            case "put-client-secret" ->
                    new Request.PutClientSecret(
                            text(object, "client"), Secret.of(text(object, "secret")));
            case "put-proxy-password" ->
                    new Request.PutProxyPassword(
                            text(object, "proxy"), Secret.of(text(object, "password")));
            case "look-for-secrets" -> new Request.LookForSecrets(text(object, "account"));
            case "sign-in" ->
                    new Request.SignIn(
                            text(object, "account"), ProofJson.read(object.get("proof")));
            case "fetch-token" -> new Request.FetchToken(text(object, "account"));
            case "remove-password" -> new Request.RemovePassword(text(object, "account"));
            case "authorize-device" -> new Request.AuthorizeDevice(text(object, "account"));
            case "check-account" -> new Request.CheckAccount(text(object, "account"));
            case "status" -> new Request.Inquire();
            case "sessions" -> new Request.ListSessions();
            case "kick" -> new Request.Kick(word(object, "by", By.class), text(object, "name"));
            case "log-level" ->
                    new Request.SetLogLevel(
                            text(object, "logger"),
                            text(object, "level"),
                            number(object, "seconds"));
            case "recognise" -> new Request.Recognise(texts(object));
            case "verify-audit" -> new Request.VerifyAudit();
            case "inspect-vault" -> new Request.InspectVault();
            case "rekey-vault" ->
                    new Request.RekeyVault(
                            optionalText(object, "to").map(RequestJson::kind),
                            optionalText(object, "given").map(Secret::of));
            case "export-vault" -> new Request.ExportVault(Secret.of(text(object, "passphrase")));
            default -> throw new JsonParseException("an operation that this version has not");
        };
    }

    private static <E extends Enum<E>> E word(JsonObject object, String key, Class<E> words) {
        try {
            return Enum.valueOf(words, text(object, key));
        } catch (IllegalArgumentException unknown) {
            throw new JsonParseException("a word that this version has not", unknown);
        }
    }

    private static long number(JsonObject object, String key) {
        try {
            return Long.parseLong(text(object, key));
        } catch (NumberFormatException none) {
            throw new JsonParseException("no number " + key, none);
        }
    }

    private static List<Secret> texts(JsonObject object) {
        if (!(object.get("texts") instanceof JsonArray texts)) {
            throw new JsonParseException("no texts");
        }
        return texts.asList().stream().map(text -> Secret.of(text(text, "texts"))).toList();
    }

    private static VaultKeyKind kind(String word) {
        return VaultKeyKind.of(word).orElseThrow(() -> new JsonParseException("no such key"));
    }

    private static Optional<String> optionalText(JsonObject object, String key) {
        return object.has(key) ? Optional.of(text(object, key)) : Optional.empty();
    }

    static String text(JsonObject object, String key) {
        return text(object.get(key), key);
    }

    private static String text(@Nullable JsonElement element, String key) {
        if (element instanceof JsonPrimitive value && value.isString()) {
            return value.getAsString();
        }
        throw new JsonParseException("no text " + key);
    }
}
