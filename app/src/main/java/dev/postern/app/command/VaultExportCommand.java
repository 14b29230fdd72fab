package dev.postern.app.command;

import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.config.NewFile;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.PassphrasePrompt.Purpose;
import dev.postern.core.state.StateException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Callable;

/** Writes a copy of the vault that can be taken to another machine. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes all secrets of the bridge, and what it knows of app passwords, into a file that"
                    + " a passphrase opens. Works while the bridge runs.",
            "The configuration is not in it: copy that as well.",
        })
final class VaultExportCommand implements Callable<Integer> {
    static final String EXPORT_PASSPHRASE_FD = "--export-passphrase-fd";

    private final Postern postern;
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "Where to; not there yet.")
    private Path file = Path.of("");

    @Option(
            names = EXPORT_PASSPHRASE_FD,
            paramLabel = "N",
            description = "Read the passphrase of the copy from this file descriptor.")
    private @Nullable Integer descriptor;

    VaultExportCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        if (Files.exists(file)) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "The file %s is there already and stays as it is. Choose another name."
                            .formatted(file));
        }
        Workplace workplace = postern.workplace();
        try (Operations operations = workplace.operations()) {
            Secret passphrase = passphrase();
            try {
                write(exported(operations.carryOut(new Request.ExportVault(passphrase))));
            } finally {
                passphrase.wipe();
            }
        }
        terminal.say("All secrets are in %s, under the passphrase.".formatted(file));
        terminal.say(
                "On the other machine: copy the configuration %s, then postern vault import %s"
                        .formatted(workplace.locations().configuration(), file.getFileName()));
        return ExitCode.OK.number();
    }

    private Secret passphrase() throws CommandException {
        try {
            return new Passphrases(terminal, "the export", EXPORT_PASSPHRASE_FD, descriptor)
                    .ask(Purpose.CHOOSE);
        } catch (StateException refused) {
            throw new CommandException(ExitCode.REFUSED, refused);
        }
    }

    private static byte[] exported(Answer answer) throws CommandException {
        if (answer instanceof Answer.Exported(String base64)) {
            return Base64.getDecoder().decode(base64);
        }
        Workplace.done(answer);
        throw new CommandException(ExitCode.STATE, "The running bridge gave another answer.");
    }

    private void write(byte[] sealed) throws CommandException {
        try {
            NewFile.write(file, sealed);
        } catch (IOException refused) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "The export %s could not be written (%s). If a part of it is there, remove it."
                            .formatted(file, refused));
        }
    }
}
