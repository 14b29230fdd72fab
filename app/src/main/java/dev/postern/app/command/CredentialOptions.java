package dev.postern.app.command;

import dev.postern.core.account.Credential;
import dev.postern.core.account.SecretKind;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The options that say where the real credential of a mailbox comes from. */
final class CredentialOptions {

    /** The default of the configuration, so that the file need not name it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Pattern ONLY_A_SHELL_KNOWS = Pattern.compile("[\"'|<>;&`$*?~]");

    @Option(
            names = "--password-stdin",
            description = "Read the password from standard input, instead of asking for it.")
    private boolean standardInput;

    @Option(
            names = "--command",
            paramLabel = "'PROGRAM …'",
            description = "A program that prints the password or token, for each login.")
    private @Nullable String command;

    @Option(
            names = "--command-kind",
            paramLabel = "KIND",
            description = "What the program prints: password (the default) or token (OAuth 2.0).")
    private @Nullable String kind;

    Credential credential() throws CommandException {
        if (command == null) {
            if (kind != null) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "--command-kind says what --command prints: name that too.");
            }
            return new Credential.VaultPassword();
        }
        if (standardInput) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "Expected --command or --password-stdin, found both: take one away.");
        }
        if (command.isBlank()) {
            throw new CommandException(
                    ExitCode.USAGE, "--command: expected a program, found nothing.");
        }
        List<String> words =
                ONLY_A_SHELL_KNOWS.matcher(command).find()
                        ? List.of("sh", "-c", command)
                        : List.of(command.strip().split("\\s+"));
        return new Credential.Command(words, kind(), TIMEOUT);
    }

    private SecretKind kind() throws CommandException {
        if (kind == null) {
            return SecretKind.PASSWORD;
        }
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "password" -> SecretKind.PASSWORD;
            case "token" -> SecretKind.TOKEN;
            default ->
                    throw new CommandException(
                            ExitCode.USAGE,
                            "--command-kind: expected password or token, found %s."
                                    .formatted(kind));
        };
    }

    /** Whether none of these options was given. */
    boolean saysNothing() {
        return !standardInput && command == null && kind == null;
    }

    Passwords.From from() {
        return Passwords.From.option(standardInput);
    }
}
