package dev.postern.app.command;

import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.PassphrasePrompt.Purpose;
import dev.postern.core.state.StateException;
import dev.postern.core.state.VaultKeyKind;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.Optional;
import java.util.concurrent.Callable;

/** Gives the vault another key. */
@Command(
        name = "rekey",
        mixinStandardHelpOptions = true,
        description = {
            "Puts the vault under a new key; also while the bridge runs. App passwords and all else"
                    + " stay as they are.",
            "Old copies of the vault stay under the old key: keep that as long as you keep those.",
            "",
            "  file        a file that only the bridge's user may read",
            "  systemd     a credential of the service; see `postern help vault key`",
            "  keyring     the keyring of your desktop; the bridge starts after you have logged in",
            "  passphrase  typed at each start of the bridge",
        })
final class VaultRekeyCommand implements Callable<Integer> {
    private static final String NEW_PASSPHRASE_FD = "--new-passphrase-fd";

    private final Postern postern;
    private final Terminal terminal;

    @Option(
            names = "--to",
            paramLabel = "KIND",
            description =
                    "file, systemd, keyring or passphrase; where the present key is unless you say"
                            + " otherwise.")
    private @Nullable String to;

    @Option(
            names = "--key-stdin",
            description = "Read from standard input the key that systemd will give.")
    private boolean keyFromStandardInput;

    @Option(
            names = NEW_PASSPHRASE_FD,
            paramLabel = "N",
            description = "Read the new passphrase from this file descriptor.")
    private @Nullable Integer newPassphraseDescriptor;

    VaultRekeyCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Optional<VaultKeyKind> asked = asked();
        try (Operations operations = postern.workplace().operationsWhereverTheKeyIs()) {
            VaultKeyKind kind = asked.orElse(present(operations));
            Optional<Secret> given = given(kind);
            try {
                Workplace.done(
                                operations.carryOut(
                                        new Request.RekeyVault(Optional.of(kind), given)))
                        .forEach(terminal::note);
            } finally {
                given.ifPresent(Secret::wipe);
            }
            terminal.say(
                    "The vault has a new key; it is %s: %s."
                            .formatted(
                                    kind.where(), VaultStatusCommand.report(operations).place()));
        }
        return ExitCode.OK.number();
    }

    private Optional<VaultKeyKind> asked() throws CommandException {
        if (to == null) {
            return Optional.empty();
        }
        Optional<VaultKeyKind> kind = VaultKeyKind.of(to);
        if (kind.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--to must be file, systemd, keyring or passphrase, but is %s.".formatted(to));
        }
        return kind;
    }

    private static VaultKeyKind present(Operations operations) throws CommandException {
        String word = VaultStatusCommand.report(operations).key();
        return VaultKeyKind.of(word)
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.STATE,
                                "The running bridge has a key of a kind that this version does not know: %s. Restart the bridge."
                                        .formatted(word)));
    }

    private Optional<Secret> given(VaultKeyKind kind) throws CommandException {
        try {
            return switch (kind) {
                case FILE, KEYRING -> Optional.empty();
                case SYSTEMD ->
                        keyFromStandardInput
                                ? Optional.of(terminal.readSecret())
                                : Optional.empty();
                case PASSPHRASE ->
                        Optional.of(
                                new Passphrases(
                                                terminal,
                                                "the vault",
                                                NEW_PASSPHRASE_FD,
                                                newPassphraseDescriptor)
                                        .ask(Purpose.CHOOSE));
            };
        } catch (StateException refused) {
            throw new CommandException(ExitCode.REFUSED, refused);
        }
    }
}
