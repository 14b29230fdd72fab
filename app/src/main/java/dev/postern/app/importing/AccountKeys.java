package dev.postern.app.importing;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the keys of an account mean, and what is said of them. */
final class AccountKeys {

    /** What the sample file has where people are to write something. */
    private static final String PLACEHOLDER = "*** your";

    /** A NUL is in it, or what the locale has no octets for. */
    static final String NO_PATH = "this system can have no file of that name";

    private AccountKeys() {}

    /** What became of {@code key} in an account that was taken over; empty: nothing to say. */
    static Optional<String> said(IniFile.Section section, String key) {
        String said =
                switch (key) {
                    case "documentation", "oauth2_flow" -> "";
                    case "permission_url", "token_url", "client_id", "oauth2_resource" ->
                            "taken over";
                    case "jwt_certificate_path", "jwt_key_path" ->
                            section.text(key).isEmpty() || path(section, key).isPresent()
                                    ? "taken over"
                                    : "not taken over: " + NO_PATH;
                    case "oauth2_scope" ->
                            words(section).noneMatch(AccountKeys::isForPop)
                                    ? "taken over"
                                    : "taken over without POP, which Postern does not speak";
                    case "redirect_uri" ->
                            address(section, key).filter(uri -> uri.getPort() > 0).isPresent()
                                    ? "taken over"
                                    : "not taken over: Postern listens on a free port of this"
                                            + " machine";
                    case "client_secret" -> clientSecret(section);
                    case "client_secret_encrypted" ->
                            "not taken over: it is sealed with the password of a mail program;"
                                    + " postern account login asks for it";
                    default -> Keys.OF_ACCOUNTS.getOrDefault(key, Keys.UNKNOWN);
                };
        return Optional.of(said).filter(text -> !text.isEmpty());
    }

    private static String clientSecret(IniFile.Section section) {
        if (section.text("oauth2_flow").filter("service_account"::equals).isPresent()) {
            return "taken over as key_file";
        }
        return isSample(section, "client_secret")
                ? "not taken over: it is still the sample's"
                : "not copied: it belongs into the vault; postern account login asks for it";
    }

    static boolean isSample(IniFile.Section section, String key) {
        return section.text(key).filter(text -> text.contains(PLACEHOLDER)).isPresent();
    }

    /** Without those for POP, which are of no use here and make the consent larger. */
    static List<String> scopes(IniFile.Section section) {
        return words(section).filter(scope -> !isForPop(scope)).toList();
    }

    private static Stream<String> words(IniFile.Section section) {
        return section.text("oauth2_scope").stream()
                .flatMap(text -> Stream.of(text.split("\\s+", -1)));
    }

    private static boolean isForPop(String scope) {
        return scope.endsWith("/POP.AccessAsUser.All") || scope.endsWith("/protocol-pop");
    }

    static Optional<Path> path(IniFile.Section section, String key) {
        return section.text(key).flatMap(AccountKeys::path);
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    static Optional<URI> address(IniFile.Section section, String key) {
        return section.text(key).flatMap(AccountKeys::uri);
    }

    static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text)).filter(uri -> uri.getHost() != null);
        } catch (URISyntaxException noUri) {
            return Optional.empty();
        }
    }
}
