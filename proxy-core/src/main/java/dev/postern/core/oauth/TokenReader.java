package dev.postern.core.oauth;

import com.google.gson.JsonObject;

import dev.postern.core.http.HttpsReply;
import dev.postern.core.oauth.AnswerReader.Said;
import dev.postern.core.secret.Secret;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Finds the tokens in an answer (RFC 6749 5.1). */
record TokenReader(AnswerReader answers) {

    /** Microsoft's have some four KiB; more than this, and no login line takes it. */
    static final int LONGEST_TOKEN = 16 * 1024;

    /** Longer is a mistake in units; to us it is as if nothing was said. */
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(3650);

    private static final int SCOPE_LIMIT = 4 * 1024;

    private static final int TYPE_LIMIT = 40;

    TokenReply read(FormPost.Posted.Answered answered) {
        return switch (answers.read(answered.answer(), answered.form()::redacted)) {
            case Said.Yes(JsonObject members) -> granted(members, answered);
            case Said.No(String error, String description) ->
                    new TokenReply.Refused(error, description);
            case Said.Nothing nothing -> failed(nothing);
        };
    }

    private TokenReply granted(JsonObject members, FormPost.Posted.Answered answered) {
        HttpsReply.Answer answer = answered.answer();
        Optional<String> access = AnswerReader.string(members, "access_token");
        if (access.isEmpty()) {
            return failed(answers.nothing(answer, "answers without an access token"));
        }
        Optional<String> refresh =
                AnswerReader.string(members, "refresh_token").filter(token -> !token.isEmpty());
        String type = AnswerReader.string(members, "token_type").orElse("bearer");
        if (!type.strip().toLowerCase(Locale.ROOT).equals("bearer")) {
            return failed(
                    answers.nothing(
                            answer,
                            "gives a token of the type %s, and mail servers take bearer tokens only"
                                    .formatted(
                                            Words.ascii(
                                                    answered.form().redacted(type), TYPE_LIMIT))));
        }
        if (!isToken(access.get()) || !refresh.map(TokenReader::isToken).orElse(true)) {
            return failed(
                    answers.nothing(
                            answer,
                            "gives a token that is none: it is empty, longer than %d characters, or has other characters than visible ASCII"
                                    .formatted(LONGEST_TOKEN)));
        }
        return new TokenReply.Granted(
                Secret.of(access.get()),
                refresh.map(Secret::of),
                AnswerReader.string(members, "expires_in").flatMap(TokenReader::seconds),
                AnswerReader.string(members, "scope")
                        .map(scope -> Words.ascii(scope, SCOPE_LIMIT))
                        .filter(scope -> !scope.isEmpty()));
    }

    private static TokenReply failed(Said.Nothing nothing) {
        return new TokenReply.Failed(nothing.detail(), nothing.retryAfter());
    }

    /** RFC 6749 A.12, A.17; a control character could end a command to the provider early. */
    static boolean isToken(String token) {
        return !token.isEmpty()
                && token.length() <= LONGEST_TOKEN
                && token.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** A number, or one in a string, with or without a fraction. */
    static Optional<Duration> seconds(String text) {
        try {
            double seconds = Double.parseDouble(text.strip());
            return seconds >= 1 && seconds <= LONGEST_LIFETIME.toSeconds()
                    ? Optional.of(Duration.ofSeconds((long) seconds))
                    : Optional.empty();
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }
}
