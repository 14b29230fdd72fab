package dev.postern.app.command;

import dev.postern.app.importing.Import;
import dev.postern.app.importing.IniFile;
import dev.postern.app.importing.Takeover;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.config.Configuration;
import dev.postern.core.account.Account;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Takes accounts over from another bridge. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Takes accounts over from emailproxy.config, the file of email-oauth2-proxy.",
            "It says of every line what became of it. Tokens are not taken over, since they are"
                    + " sealed with the passwords of mail programs: sign in once more. Nothing that"
                    + " is there is overwritten.",
        })
final class ImportCommand implements Callable<Integer> {

    /** A hundred times what a large one has. */
    private static final int LARGEST_FILE = 1 << 20;

    private final Postern postern;
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The file, usually emailproxy.config.")
    private Path file = Path.of("emailproxy.config");

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    ImportCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Workplace workplace = postern.workplace();
        Configuration configuration = workplace.configuration();
        Set<String> taken = new HashSet<>();
        configuration.accounts().forEach(account -> taken.add(account.name()));
        List<Takeover> takeovers =
                Import.of(
                        read(),
                        configuration.presets(),
                        address -> Names.forImported(address, taken),
                        file.toAbsolutePath().normalize().resolveSibling(""));
        List<String> added = new ArrayList<>();
        boolean allWell = true;
        for (Takeover takeover : takeovers) {
            terminal.headline("[" + takeover.section() + "]");
            takeover.notes().forEach(note -> terminal.say("  " + note.sentence()));
            if (takeover.account().isPresent()) {
                allWell &= add(takeover.account().get(), workplace, configuration, added);
            }
        }
        end(workplace, added);
        return (allWell ? ExitCode.OK : ExitCode.REFUSED).number();
    }

    private boolean add(
            Account account, Workplace workplace, Configuration configuration, List<String> added) {
        if (configuration.directory().configured(account.address()).isPresent()) {
            terminal.say(
                    "  Not taken over: there is an account for %s already."
                            .formatted(account.address()));
            return true;
        }
        if (!dryRun) {
            try {
                Path written = workplace.change(dropIns -> dropIns.add(account, Workplace.today()));
                terminal.say("  Written: " + written);
            } catch (CommandException refused) {
                terminal.say("  Not taken over: " + refused.getMessage());
                return false;
            }
        } else {
            terminal.say("  Would be written as the account " + account.name() + ".");
        }
        added.add(account.name());
        return true;
    }

    private void end(Workplace workplace, List<String> added) throws CommandException {
        if (added.isEmpty()) {
            terminal.say("No account was taken over.");
            return;
        }
        if (!dryRun) {
            try (Operations operations = workplace.operations()) {
                Workplace.done(operations.carryOut(new Request.Reload())).forEach(terminal::note);
            }
        }
        terminal.say("Next, sign in to each; a client secret is asked for then:");
        added.forEach(name -> terminal.say("  postern account login " + name));
    }

    private IniFile read() throws CommandException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(LARGEST_FILE + 1);
            if (octets.length > LARGEST_FILE) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "%s: expected a configuration of at most 1 MiB, found more."
                                .formatted(file));
            }
            return switch (IniFile.read(new String(octets, StandardCharsets.UTF_8))) {
                case IniFile.Reading.Fine(IniFile fine) -> fine;
                case IniFile.Reading.Fault(int line, String sentence) ->
                        throw new CommandException(
                                ExitCode.USAGE, "%s:%d: %s.".formatted(file, line, sentence));
            };
        } catch (IOException unreadable) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "The file %s cannot be read (%s): name emailproxy.config with its path."
                            .formatted(file, unreadable));
        }
    }
}
