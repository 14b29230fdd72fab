package dev.postern.core.token;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What tokens are good for.
 *
 * @param asked as the configuration names them
 * @param granted as the server has said; none if it has not, which means "as asked for" (RFC 6749
 *     5.1)
 */
public record Scopes(List<String> asked, List<String> granted) {

    /** Asked for, but never named in an answer: they are about the answer itself. */
    private static final Set<String> NEVER_NAMED =
            Set.of("offline_access", "openid", "email", "profile");

    public Scopes {
        asked = List.copyOf(asked);
        granted = List.copyOf(granted);
    }

    /** Those in a server's answer, between which there is space (RFC 6749 3.3). */
    public static List<String> in(String answer) {
        return answer.isBlank() ? List.of() : List.of(answer.strip().split("\\s+"));
    }

    /** What is known best. */
    public List<String> effective() {
        return granted.isEmpty() ? asked : granted;
    }

    /** Those that the server has left out. */
    public List<String> refused() {
        if (granted.isEmpty()) {
            return List.of();
        }
        List<String> named = granted.stream().map(scope -> scope.toLowerCase(Locale.ROOT)).toList();
        return asked.stream()
                .filter(scope -> !NEVER_NAMED.contains(scope))
                // Microsoft's word for "all that is registered", answered with what that is.
                .filter(scope -> !scope.endsWith("/.default"))
                .filter(scope -> !named.contains(scope.toLowerCase(Locale.ROOT)))
                .toList();
    }
}
