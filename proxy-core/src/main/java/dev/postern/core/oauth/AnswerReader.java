package dev.postern.core.oauth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import dev.postern.core.http.HttpsReply;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Tells what an authorization server said: yes, no, or nothing that means anything. Tolerant of how
 * it says it, and never of what.
 *
 * @param host who it is, for people
 */
record AnswerReader(String host, Clock clock) {

    /** The codes that RFCs name have some twenty characters. */
    private static final int ERROR_LIMIT = 100;

    /** Microsoft's descriptions have some 300 characters, the code in front. */
    private static final int DESCRIPTION_LIMIT = 400;

    private static final int OK = 200;
    private static final int REDIRECTION = 300;
    private static final int CLIENT_ERROR = 400;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** RFC 6749 4.1.2.1: not for token endpoints, which use them all the same. */
    private static final Set<String> TEMPORARY = Set.of("temporarily_unavailable", "server_error");

    /** RFC 8628 3.5: no failures, whatever the status is. Google gives 403, 428 or 429. */
    private static final Set<String> POLLING = Set.of("authorization_pending", "slow_down");

    /** What was said. */
    sealed interface Said {

        record Yes(JsonObject members) implements Said {}

        record No(String error, String description) implements Said {}

        record Nothing(String detail, Optional<Duration> retryAfter) implements Said {}
    }

    private record Refusal(String error, String description) {}

    /**
     * Judges an answer.
     *
     * @param redacted takes what we sent out of what the server says
     */
    Said read(HttpsReply.Answer answer, UnaryOperator<String> redacted) {
        int status = answer.status();
        Optional<JsonObject> json = json(answer);
        Optional<Refusal> refusal = json.flatMap(members -> refusal(members, redacted));
        if (status < OK || (status >= REDIRECTION && status < CLIENT_ERROR)) {
            return nothing(
                    answer,
                    "answers with a redirect%s, which no such endpoint does: look whether its address is right"
                            .formatted(
                                    answer.redirectHost()
                                            .map(redacted)
                                            .map(to -> " to " + Words.ascii(to, ERROR_LIMIT))
                                            .orElse("")));
        }
        if (refusal.isPresent() && POLLING.contains(refusal.get().error())) {
            return new Said.No(refusal.get().error(), refusal.get().description());
        }
        if (status >= SERVER_ERROR) {
            return nothing(answer, "has a fault of its own" + quoted(refusal));
        }
        if (status == TOO_MANY_REQUESTS) {
            return nothing(answer, "wants fewer requests" + quoted(refusal));
        }
        if (status == REQUEST_TIMEOUT) {
            return nothing(answer, "waited too long for our request" + quoted(refusal));
        }
        if (refusal.isPresent()) {
            return TEMPORARY.contains(refusal.get().error())
                    ? nothing(answer, "cannot answer for the moment" + quoted(refusal))
                    : new Said.No(refusal.get().error(), refusal.get().description());
        }
        if (status >= CLIENT_ERROR) {
            return nothing(answer, "refuses without a reason: look whether its address is right");
        }
        return json.<Said>map(Said.Yes::new).orElseGet(() -> nothing(answer, unreadable(answer)));
    }

    /** What was said makes no sense. */
    Said.Nothing nothing(HttpsReply.Answer answer, String what) {
        return new Said.Nothing(
                "%s %s (status %d)".formatted(host, what, answer.status()),
                answer.header("retry-after").flatMap(value -> RetryAfter.of(value, clock)));
    }

    private static String unreadable(HttpsReply.Answer answer) {
        if (answer.body().isEmpty()) {
            return "answers with nothing at all";
        }
        boolean page =
                answer.header("content-type")
                                .map(type -> type.toLowerCase(Locale.ROOT))
                                .filter(type -> type.startsWith("text/html"))
                                .isPresent()
                        || text(answer).startsWith("<");
        return page
                ? "answers with a web page instead of JSON: another address than it should be, or a"
                        + " network that wants a person to sign in first"
                : "answers with something that is not JSON";
    }

    private static Optional<JsonObject> json(HttpsReply.Answer answer) {
        try {
            return JsonParser.parseString(text(answer)) instanceof JsonObject members
                    ? Optional.of(members)
                    : Optional.empty();
        } catch (JsonParseException notJson) {
            return Optional.empty();
        }
    }

    private static String text(HttpsReply.Answer answer) {
        String text = answer.body().revealText();
        return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip();
    }

    /** RFC 6749 5.2; or an object in its place, as other interfaces of Google and Yahoo have. */
    private static Optional<Refusal> refusal(JsonObject members, UnaryOperator<String> redacted) {
        JsonElement error = members.get("error");
        Optional<Refusal> raw =
                error instanceof JsonObject object
                        ? Optional.of(
                                new Refusal(
                                        first(object, "status", "errorId", "code")
                                                .orElse("unknown"),
                                        first(object, "message", "localizedMessage").orElse("")))
                        : string(members, "error")
                                .filter(code -> !code.isBlank())
                                .map(code ->
                                        new Refusal(
                                                code,
                                                string(members, "error_description").orElse("")));
        return raw.map(said ->
                new Refusal(
                        Words.ascii(redacted.apply(said.error()), ERROR_LIMIT),
                        Words.printable(redacted.apply(said.description()), DESCRIPTION_LIMIT)));
    }

    private static Optional<String> first(JsonObject object, String... names) {
        return Stream.of(names).flatMap(name -> string(object, name).stream()).findFirst();
    }

    /** A member that is a string or a number. */
    static Optional<String> string(JsonObject members, String name) {
        JsonElement member = members.get(name);
        return member != null && member.isJsonPrimitive()
                ? Optional.of(member.getAsString())
                : Optional.empty();
    }

    private static String quoted(Optional<Refusal> refusal) {
        return refusal.map(said -> ": " + said.error() + " " + said.description())
                .map(String::strip)
                .orElse("");
    }
}
