package dev.postern.config;

import dev.postern.core.account.Credential;
import dev.postern.core.account.SecretKind;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the {@code credential} of an account. No message shows its text: somebody may have put the
 * password there.
 */
final class CredentialReader {

    /**
     * Mail programs wait about half a minute for a login, and the provider's answer has to fit in
     * too.
     */
    static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    static final Map<String, SecretKind> KINDS = kinds();

    /** What runs the line of `shell`, which follows as the last word. */
    static final List<String> SHELL = List.of("sh", "-c");

    private static final Pattern ONLY_A_SHELL_KNOWS = Pattern.compile("[\"'|<>;&`]|\\$\\(");

    private CredentialReader() {}

    static SecretKind kindOf(Credential credential) {
        return switch (credential) {
            case Credential.VaultPassword vault -> SecretKind.PASSWORD;
            case Credential.Command command -> command.kind();
            case Credential.Oauth oauth -> SecretKind.TOKEN;
        };
    }

    static Optional<Credential> read(
            Table account, Optional<ProviderPreset> preset, ProxyChoice proxy, Givens givens) {
        if (!account.has("credential")) {
            return Optional.of(new Credential.VaultPassword());
        }
        if (!account.isText("credential")) {
            return account.table("credential")
                    .flatMap(table ->
                            table.has("oauth")
                                    ? OauthReader.read(table, preset, proxy, givens)
                                    : command(table));
        }
        Optional<String> word = account.text("credential");
        if (word.isPresent() && !word.get().equals("vault")) {
            account.refuse(
                    "credential",
                    "\"vault\", { oauth = \"code\" } or { command = [\"program\", \"argument\"] }",
                    "other text",
                    "A password never stands in this file: with \"vault\" the bridge asks for it"
                            + " once and keeps it encrypted.");
            return Optional.empty();
        }
        return word.map(vault -> new Credential.VaultPassword());
    }

    private static Optional<Credential> command(Table table) {
        Optional<List<String>> words = words(table);
        SecretKind kind =
                table.has("kind")
                        ? table.word("kind", KINDS).orElse(SecretKind.PASSWORD)
                        : SecretKind.PASSWORD;
        Duration timeout =
                table.duration("timeout", SHORTEST_TIMEOUT, LONGEST_TIMEOUT).orElse(USUAL_TIMEOUT);
        table.refuseUnknownKeys();
        return words.map(list -> new Credential.Command(list, kind, timeout));
    }

    private static Optional<List<String>> words(Table table) {
        if (table.has("command") == table.has("shell")) {
            table.refuse(
                    "command",
                    "either `command` or `shell`",
                    table.has("command") ? "both" : "neither",
                    "Write command = [\"program\", \"argument\"], or shell = \"…\" for a line that"
                            + " a shell is to read.");
            return Optional.empty();
        }
        if (table.has("shell")) {
            return table.textOverLines("shell")
                    .map(line -> List.of(SHELL.getFirst(), SHELL.getLast(), line));
        }
        if (table.isText("command")) {
            return table.text("command").flatMap(line -> split(table, line));
        }
        return table.texts("command").filter(words -> Programs.isRunnable(table, "command", words));
    }

    private static Optional<List<String>> split(Table table, String line) {
        if (ONLY_A_SHELL_KNOWS.matcher(line).find()) {
            table.refuse(
                    "command",
                    "words separated by blanks",
                    "quotes, or characters that only a shell understands",
                    "Write a list, command = [\"program\", \"an argument\"], or shell = \"…\".");
            return Optional.empty();
        }
        return Optional.of(List.of(line.strip().split("\\s+")))
                .filter(words -> Programs.isRunnable(table, "command", words));
    }

    private static Map<String, SecretKind> kinds() {
        Map<String, SecretKind> words = new LinkedHashMap<>();
        words.put("password", SecretKind.PASSWORD);
        words.put("token", SecretKind.TOKEN);
        return words;
    }
}
