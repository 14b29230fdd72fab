package dev.postern.app.command;

import dev.postern.app.discovery.ServerSearch;
import dev.postern.app.operation.VaultAccess;
import dev.postern.config.Locations;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The top of the command line: the options that all commands have, and their help. */
@Command(
        name = "postern",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        description = {
            "",
            "Postern lets any mail program that knows only IMAP or SMTP with a password",
            "use your mailbox. It runs on this machine, checks a password that it made for",
            "that one program, and logs in to your provider itself: your real password",
            "never leaves it.",
            "",
            "To get going:",
            "  postern init                       make the files, once",
            "  postern account add you@gmail.com  your mailbox; asks for its password",
            "  postern app add thunderbird        a password for one program, and its settings",
            "  postern serve                      run the bridge",
            "  postern service install            have it run by itself",
            "  postern trust                      have programs trust its certificate",
        },
        footer = {
            "",
            "More about one of them: postern help COMMAND",
            "Pages of documentation:  postern help",
        })
public final class Postern implements Runnable {
    static final String PASSPHRASE_FD = "--passphrase-fd";

    @Option(
            names = "--config",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where the configuration is.")
    private @Nullable Path configuration;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where the program keeps what it writes.")
    private @Nullable Path state;

    @Option(
            names = "--system",
            scope = ScopeType.INHERIT,
            description = "Work on the service of the whole machine, not on your own bridge.")
    private boolean system;

    @Option(
            names = PASSPHRASE_FD,
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = {
                "Read the vault's passphrase from this file descriptor, instead of asking for it:"
                        + " where the vault has one, and no bridge runs.",
            })
    private @Nullable Integer passphraseDescriptor;

    private final Terminal terminal;
    private final CommandLine commandLine;

    private Postern(Terminal terminal) {
        this.terminal = terminal;
        commandLine = new CommandLine(this);
    }

    /**
     * Carries out one command line.
     *
     * @param search asked for the servers of an address whose provider is unknown
     */
    public static int run(Terminal terminal, ServerSearch search, String... arguments) {
        int code = line(terminal, search, arguments).execute(arguments);
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }

    /** The commands that these arguments need. */
    static CommandLine line(Terminal terminal, ServerSearch search, String... arguments) {
        Postern postern = new Postern(terminal);
        CommandLine line = postern.commandLine;
        new Commands(postern, terminal, search).addTo(line, arguments);
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.ansi()));
        line.setUsageHelpAutoWidth(true);
        line.getCommandSpec().usageMessage().exitCodeList(exitCodes());
        line.setExecutionExceptionHandler((failure, failed, parsed) -> failed(failure, terminal));
        return line;
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> meanings = new LinkedHashMap<>();
        Arrays.stream(ExitCode.values())
                .forEach(code -> meanings.put(String.valueOf(code.number()), code.meaning()));
        return meanings;
    }

    private static int failed(Exception failure, Terminal terminal) throws Exception {
        if (failure instanceof CommandException expected) {
            terminal.err().println(expected.getMessage());
            return expected.code().number();
        }
        throw failure;
    }

    /** Where the options say that things are. */
    Workplace workplace() {
        Locations locations = system ? Locations.ofSystem() : Locations.ofUser();
        if (configuration != null) {
            locations = locations.withConfiguration(configuration);
        }
        if (state != null) {
            locations = locations.withState(state);
        }
        return new Workplace(
                locations,
                new VaultAccess(
                        Optional.empty(),
                        new Passphrases(
                                terminal, "the vault", PASSPHRASE_FD, passphraseDescriptor)));
    }

    /** Whether its programs can read what the bridge has, since they are the same user's. */
    boolean isForOneUser() {
        return !system;
    }

    /** Nobody said what to do. */
    @Override
    public void run() {
        commandLine.usage(commandLine.getOut());
    }
}
