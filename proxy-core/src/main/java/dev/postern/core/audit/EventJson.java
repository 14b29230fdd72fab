package dev.postern.core.audit;

import com.google.gson.JsonObject;

import dev.postern.core.access.Denial;
import dev.postern.core.gate.GateTally;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Events as JSON objects. An interface: scripts read them. */
final class EventJson {

    private EventJson() {}

    static JsonObject of(long line, Instant time, AuditEvent event) {
        JsonObject json = begun(line, time, word(event));
        switch (event) {
            case AuditEvent.LoggedIn(var connection, var app, var account) -> {
                add(json, connection);
                who(json, app, account);
            }
            case AuditEvent.LoginRefused(var connection, var app, var account, var why) -> {
                add(json, connection);
                app.ifPresent(name -> json.addProperty("app", name));
                account.ifPresent(name -> json.addProperty("account", name));
                json.addProperty("reason", reason(why));
            }
            case AuditEvent.UpstreamFailed(var connection, var app, var account, var failure) -> {
                add(json, connection);
                who(json, app, account);
                json.addProperty("reason", failure);
            }
            case AuditEvent.CommandRefused(
                            var connection,
                            var app,
                            var account,
                            var command,
                            var why) -> {
                add(json, connection);
                who(json, app, account);
                json.addProperty("command", command);
                json.addProperty("reason", why);
            }
            case AuditEvent.SessionEnded ended -> {
                add(json, ended.connection());
                who(json, ended.app(), ended.account());
                json.addProperty("sent", ended.sent());
                json.addProperty("received", ended.received());
                json.addProperty("seconds", ended.duration().toMillis() / 1000.0);
                ended.tally().ifPresent(tally -> add(json, tally));
                json.addProperty("reason", word(ended.reason()));
            }
            case AuditEvent.SecretIssued(var app, var id) -> {
                json.addProperty("app", app);
                json.addProperty("id", id);
            }
            case AuditEvent.SecretRevoked(var app, var id) -> {
                json.addProperty("app", app);
                json.addProperty("id", id);
            }
            case AuditEvent.AppRenamed(var app, var name) -> {
                json.addProperty("app", app);
                json.addProperty("name", name);
            }
            case AuditEvent.CredentialChanged(var account, var change) -> {
                json.addProperty("account", account);
                json.addProperty("change", word(change));
            }
            case AuditEvent.BridgeStarted(var version) -> json.addProperty("version", version);
            case AuditEvent.BridgeStopped() -> {}
            case AuditEvent.Recovered(var cut) -> json.addProperty("cut", cut);
            case AuditEvent.FoundChanged(var what) -> json.addProperty("what", what);
            case AuditEvent.Lost(var events) -> json.addProperty("events", events);
        }
        return json;
    }

    /** The first line of a file, which stands for the line before it. */
    static JsonObject fileBegun(long line, Instant time, String previous) {
        JsonObject json = begun(line, time, "file-begun");
        json.addProperty("previous", previous);
        return json;
    }

    private static JsonObject begun(long line, Instant time, String event) {
        JsonObject json = new JsonObject();
        json.addProperty("line", line);
        json.addProperty("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
        json.addProperty("event", event);
        return json;
    }

    private static String word(AuditEvent event) {
        return switch (event) {
            case AuditEvent.LoggedIn ignored -> "login";
            case AuditEvent.LoginRefused ignored -> "login-refused";
            case AuditEvent.UpstreamFailed ignored -> "upstream-failed";
            case AuditEvent.CommandRefused ignored -> "command-refused";
            case AuditEvent.SessionEnded ignored -> "session-ended";
            case AuditEvent.SecretIssued ignored -> "secret-issued";
            case AuditEvent.SecretRevoked ignored -> "secret-revoked";
            case AuditEvent.AppRenamed ignored -> "app-renamed";
            case AuditEvent.CredentialChanged ignored -> "credential-changed";
            case AuditEvent.BridgeStarted ignored -> "bridge-started";
            case AuditEvent.BridgeStopped ignored -> "bridge-stopped";
            case AuditEvent.Recovered ignored -> "recovered";
            case AuditEvent.FoundChanged ignored -> "found-changed";
            case AuditEvent.Lost ignored -> "lost";
        };
    }

    private static void add(JsonObject json, AuditEvent.Connection connection) {
        json.addProperty("session", connection.session());
        json.addProperty("protocol", connection.protocol().word());
        json.addProperty("client", connection.client());
        json.addProperty("tls", connection.tls());
        if (!connection.program().isEmpty()) {
            json.addProperty("program", connection.program());
        }
        if (!connection.uid().isEmpty()) {
            json.addProperty("uid", connection.uid());
        }
    }

    private static void who(JsonObject json, String app, String account) {
        json.addProperty("app", app);
        json.addProperty("account", account);
    }

    private static void add(JsonObject json, GateTally tally) {
        JsonObject verbs = new JsonObject();
        new TreeMap<>(tally.verbs()).forEach(verbs::addProperty);
        json.add("verbs", verbs);
        json.addProperty("refused", tally.refused());
        json.addProperty("messages", tally.messages());
    }

    private static String reason(Optional<Denial> why) {
        return why.map(EventJson::word).orElse("throttled");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
