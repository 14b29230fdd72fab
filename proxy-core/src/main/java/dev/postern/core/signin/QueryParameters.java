package dev.postern.core.signin;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of a query (RFC 6749 appendix B), each once, as RFC 6749 3.1 wants. */
record QueryParameters(Map<String, String> values) {

    /** Empty if an escape is broken or a parameter is there twice. */
    static Optional<QueryParameters> read(String query) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0
                        && values.putIfAbsent(
                                        decoded(pair.substring(0, equals)),
                                        decoded(pair.substring(equals + 1)))
                                != null) {
                    return Optional.empty();
                }
            }
        } catch (IllegalArgumentException brokenEscape) {
            return Optional.empty();
        }
        return Optional.of(new QueryParameters(values));
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    String write() {
        return values.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A space as %20, since some servers take a plus sign in a scope for one. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
