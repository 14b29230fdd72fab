package dev.postern.core.testing.oauth;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a {@link TokenServer} does to one token request instead of answering it properly. */
public sealed interface Fault {

    /** Answers properly, but not at once. */
    record Slow(Duration by) implements Fault {}

    /** Takes the request and never says anything. */
    record Silence() implements Fault {}

    /** Says in JSON what this is: 400 and an error code of RFC 6749 5.2. */
    record Refusal(String code, String description) implements Fault {}

    /** Says exactly this. */
    record Saying(WebReply reply) implements Fault {}

    /** Grants, and sends half of the answer. What it rotated is rotated. */
    record Truncated() implements Fault {}

    /** Resets the connection, having done nothing. */
    record Reset() implements Fault {}

    /** Grants, rotating what it rotates, and closes the connection instead of answering. */
    record LostAnswer() implements Fault {}

    /** As a busy or broken server's front does. */
    static Fault status(int status, Optional<String> retryAfter) {
        return new Saying(
                new WebReply(
                        status,
                        retryAfter.map(value -> Map.of("Retry-After", value)).orElseGet(Map::of),
                        "busy"));
    }

    static Fault garbage() {
        return new Saying(
                new WebReply(
                        200,
                        Map.of("Content-Type", "application/json"),
                        "{\"access_token\": \"cut"));
    }

    /** As a captive network does. */
    static Fault webPage() {
        return new Saying(WebReply.page(200, "Welcome to the airport. Please accept our terms."));
    }

    static Fault invalidGrant() {
        return new Refusal("invalid_grant", "The grant is not good any more");
    }
}
