package dev.postern.core.testing;

import dev.postern.core.login.UpstreamFailure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rest of a directive or header: a first word, and words of the form {@code key=value} with
 * escapes in the value.
 */
record Words(String first, Map<String, String> values) {

    /** What a provider offers: {@code IMAP4rev1, IDLE | an alert | another}. */
    record Offers(List<String> offers, List<String> alerts) {

        static Offers of(String rest) {
            String[] parts = rest.split(" *\\| *", -1);
            return new Offers(
                    Stream.of(parts[0].split(" *, *", -1)).filter(it -> !it.isBlank()).toList(),
                    Stream.of(parts).skip(1).map(Escapes::text).toList());
        }
    }

    static Words of(String text) {
        String first = "";
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : text.strip().split(" +", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), Escapes.text(word.substring(equals + 1)));
            } else if (first.isEmpty()) {
                first = word;
            } else {
                throw new IllegalArgumentException("not of the form key=value: " + word);
            }
        }
        return new Words(first, values);
    }

    String value(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    UpstreamFailure failure() {
        String detail = value("detail", "what was found");
        return switch (first) {
            case "Unreachable" -> new UpstreamFailure.Unreachable(detail);
            case "TlsRefused" -> new UpstreamFailure.TlsRefused(detail);
            case "TimedOut" -> new UpstreamFailure.TimedOut(detail);
            case "ProtocolViolation" -> new UpstreamFailure.ProtocolViolation(detail);
            case "CredentialsRejected" ->
                    new UpstreamFailure.CredentialsRejected(
                            detail, Optional.ofNullable(values.get("alert")));
            case "ConsentNeeded" -> new UpstreamFailure.ConsentNeeded(detail);
            case "Unavailable" -> new UpstreamFailure.Unavailable(detail);
            case "LimitReached" -> new UpstreamFailure.LimitReached(detail);
            default -> throw new IllegalArgumentException("no such refusal: " + first);
        };
    }
}
