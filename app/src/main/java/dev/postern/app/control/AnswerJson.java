package dev.postern.app.control;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import dev.postern.app.operation.AccountCheckup;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.MissingSecret;
import dev.postern.app.operation.Recognition;
import dev.postern.app.operation.SessionLine;
import dev.postern.app.operation.Status;
import dev.postern.app.operation.VaultReport;
import dev.postern.core.audit.AuditFinding;
import dev.postern.core.secret.Secret;

import java.util.List;

/** Answers as lines. */
final class AnswerJson {
    private static final Gson GSON = new Gson();

    private AnswerJson() {}

    static String write(Answer answer) {
        JsonObject json = new JsonObject();
        switch (answer) {
            case Answer.Done(List<String> notes) -> {
                json.addProperty("answer", "done");
                json.add("notes", GSON.toJsonTree(notes));
            }
            case Answer.Issued(Secret password, List<String> notes) -> {
                json.addProperty("answer", "issued");
                json.addProperty("password", password.revealText());
                json.add("notes", GSON.toJsonTree(notes));
            }
            case Answer.Report(Status status) -> {
                json.addProperty("answer", "report");
                json.add("status", GSON.toJsonTree(status));
            }
            case Answer.Sessions(List<SessionLine> sessions) -> {
                json.addProperty("answer", "sessions");
                json.add("sessions", GSON.toJsonTree(sessions));
            }
            case Answer.Checked(AccountCheckup checkup) -> {
                json.addProperty("answer", "checked");
                json.add("checkup", GSON.toJsonTree(checkup));
            }
            case Answer.Verified(AuditFinding finding) -> {
                json.addProperty("answer", "verified");
                json.add("finding", GSON.toJsonTree(finding));
            }
            case Answer.Recognised(List<Recognition> texts) -> {
                json.addProperty("answer", "recognised");
                json.add("texts", GSON.toJsonTree(texts));
            }
            case Answer.Inspected(VaultReport report) -> {
                json.addProperty("answer", "inspected");
                json.add("vault", GSON.toJsonTree(report));
            }
            case Answer.Exported(String base64) -> {
                json.addProperty("answer", "exported");
                json.addProperty("base64", base64);
            }
            case Answer.Missing(List<MissingSecret> secrets) -> {
                json.addProperty("answer", "missing");
                json.add("secrets", GSON.toJsonTree(secrets));
            }
            case Answer.DeviceStarted started -> {
                json.addProperty("answer", "device-started");
                json.addProperty("code", started.deviceCode().revealText());
                json.addProperty("user-code", started.userCode());
                json.addProperty("verification", started.verification());
                json.addProperty("complete", started.complete());
                json.addProperty("lifetime", started.lifetimeSeconds());
                json.addProperty("interval", started.intervalSeconds());
            }
            case Answer.NotYet(Answer.NotYet.Pace pace, String detail) -> {
                json.addProperty("answer", "not-yet");
                json.addProperty("pace", pace.name());
                json.addProperty("detail", detail);
            }
            case Answer.Refused(String sentence) -> {
                json.addProperty("answer", "refused");
                json.addProperty("sentence", sentence);
            }
            case Answer.Broken(List<String> problems) -> {
                json.addProperty("answer", "broken");
                json.add("problems", GSON.toJsonTree(problems));
            }
            case Answer.StateUnusable(String sentence) -> {
                json.addProperty("answer", "state-unusable");
                json.addProperty("sentence", sentence);
            }
        }
        return json.toString();
    }

    /**
     * @throws JsonParseException if it is no answer
     */
    static Answer read(String line) {
        try {
            return understood(line);
        } catch (JsonParseException none) {
            throw none;
        } catch (RuntimeException notOfThisShape) {
            // What Gson throws for a list where a text was asked for, or makes of "null"; a plain
            // one, where a record finds that it is no such.
            throw new JsonParseException("an answer of another shape", notOfThisShape);
        }
    }

    private static Answer understood(String line) {
        if (!(JsonParser.parseString(line) instanceof JsonObject json)) {
            throw new JsonParseException("no object");
        }
        String kind = element(json, "answer").getAsString();
        return switch (kind) {
            case "done" -> new Answer.Done(texts(json, "notes"));
            case "issued" ->
                    new Answer.Issued(
                            Secret.of(element(json, "password").getAsString()),
                            texts(json, "notes"));
            case "report" ->
                    new Answer.Report(GSON.fromJson(element(json, "status"), Status.class));
            case "sessions" ->
                    new Answer.Sessions(
                            List.of(GSON.fromJson(element(json, "sessions"), SessionLine[].class)));
            case "checked" ->
                    new Answer.Checked(
                            GSON.fromJson(element(json, "checkup"), AccountCheckup.class));
            case "verified" ->
                    new Answer.Verified(
                            GSON.fromJson(element(json, "finding"), AuditFinding.class));
            case "recognised" ->
                    new Answer.Recognised(
                            List.of(GSON.fromJson(element(json, "texts"), Recognition[].class)));
            case "inspected" ->
                    new Answer.Inspected(GSON.fromJson(element(json, "vault"), VaultReport.class));
            case "exported" -> new Answer.Exported(element(json, "base64").getAsString());
            case "missing" ->
                    new Answer.Missing(
                            texts(json, "secrets").stream()
                                    .map(name -> constant(MissingSecret.class, name))
                                    .toList());
            case "device-started" ->
                    new Answer.DeviceStarted(
                            Secret.of(element(json, "code").getAsString()),
                            element(json, "user-code").getAsString(),
                            element(json, "verification").getAsString(),
                            element(json, "complete").getAsString(),
                            element(json, "lifetime").getAsLong(),
                            element(json, "interval").getAsLong());
            case "not-yet" ->
                    new Answer.NotYet(
                            constant(Answer.NotYet.Pace.class, element(json, "pace").getAsString()),
                            element(json, "detail").getAsString());
            case "refused" -> new Answer.Refused(element(json, "sentence").getAsString());
            case "broken" -> new Answer.Broken(texts(json, "problems"));
            case "state-unusable" ->
                    new Answer.StateUnusable(element(json, "sentence").getAsString());
            default -> throw new JsonParseException("an answer that this version has not");
        };
    }

    private static List<String> texts(JsonObject json, String key) {
        return element(json, key).getAsJsonArray().asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException unknown) {
            throw new JsonParseException("a word that this version has not", unknown);
        }
    }

    private static JsonElement element(JsonObject json, String key) {
        JsonElement element = json.get(key);
        if (element == null) {
            throw new JsonParseException("no " + key);
        }
        return element;
    }
}
