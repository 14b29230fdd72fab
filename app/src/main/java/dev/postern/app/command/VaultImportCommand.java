package dev.postern.app.command;

import dev.postern.app.operation.OpenState;
import dev.postern.app.operation.UnusableStateException;
import dev.postern.app.operation.VaultImport;
import dev.postern.core.state.Passphrase;
import dev.postern.core.state.StateException;
import dev.postern.core.state.VaultExport;
import dev.postern.core.state.VaultExport.Conflict;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Takes over a copy of another vault. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Takes over what `postern vault export` wrote, here or elsewhere. The bridge must not"
                    + " run meanwhile.",
            "What is here already stays, unless you say --replace. App passwords come along where"
                    + " there are none yet.",
        })
final class VaultImportCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "What was exported.")
    private Path file = Path.of("");

    @Option(names = "--replace", description = "The export's secrets take the place of those here.")
    private boolean replace;

    @Option(
            names = VaultExportCommand.EXPORT_PASSPHRASE_FD,
            paramLabel = "N",
            description = "Read the passphrase of the copy from this file descriptor.")
    private @Nullable Integer descriptor;

    VaultImportCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Workplace workplace = postern.workplace();
        if (workplace.bridge().isPresent()) {
            throw new CommandException(
                    ExitCode.STATE,
                    "The bridge is running, and would go on with what it has. Stop it, import, and"
                            + " start it again.");
        }
        try (OpenState state = workplace.openState()) {
            VaultExport export =
                    VaultExport.read(
                            file.toAbsolutePath(),
                            new Passphrase(
                                    new Passphrases(
                                            terminal,
                                            "the export",
                                            VaultExportCommand.EXPORT_PASSPHRASE_FD,
                                            descriptor)));
            print(VaultImport.take(state, export, replace ? Conflict.REPLACE : Conflict.KEEP));
        } catch (StateException | UnusableStateException unusable) {
            throw new CommandException(ExitCode.STATE, unusable);
        }
        return ExitCode.OK.number();
    }

    private void print(VaultImport done) {
        done.taken().forEach(name -> terminal.say("taken  " + name));
        done.kept().forEach(name -> terminal.say("kept   " + name));
        switch (done.appPasswords()) {
            case TAKEN ->
                    terminal.say(
                            "The app passwords of the export count here as well, for the apps that"
                                    + " the configuration has.");
            case KEPT ->
                    terminal.note(
                            "There are app passwords here already; they stay, and those of the"
                                    + " export do not count. With --replace it is the other way"
                                    + " round.");
        }
    }
}
