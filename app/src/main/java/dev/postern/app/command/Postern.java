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
            "  postern app add thunderbird        a password for one program, and what to type into"
                    + " it",
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
    private static final String PASSPHRASE_FD = "--passphrase-fd";

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
        int code = line(terminal, search).execute(arguments);
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }

    /** All commands. */
    static CommandLine line(Terminal terminal, ServerSearch search) {
        Postern postern = new Postern(terminal);
        CommandLine line = postern.commandLine;
        line.addSubcommand(new HelpCommand(terminal));
        line.addSubcommand(new InitCommand(postern, terminal));
        line.addSubcommand(
                new CommandLine(new AccountCommands())
                        .addSubcommand(new AccountAddCommand(postern, terminal, search))
                        .addSubcommand(new AccountCheckCommand(postern, terminal))
                        .addSubcommand(new AccountListCommand(postern, terminal))
                        .addSubcommand(new AccountLoginCommand(postern, terminal))
                        .addSubcommand(new AccountPasswordCommand(postern, terminal))
                        .addSubcommand(new AccountRemoveCommand(postern, terminal)));
        line.addSubcommand(
                new CommandLine(new AppCommands())
                        .addSubcommand(AppAddCommand.line(postern, terminal))
                        .addSubcommand(new AppListCommand(postern, terminal))
                        .addSubcommand(new AppIssueCommand(postern, terminal))
                        .addSubcommand(new AppRotateCommand(postern, terminal))
                        .addSubcommand(new AppPasswordCommand(postern, terminal))
                        .addSubcommand(new AppRenameCommand(postern, terminal))
                        .addSubcommand(new AppRevokeCommand(postern, terminal))
                        .addSubcommand(new AppShowCommand(postern, terminal))
                        .addSubcommand(new AppTestCommand(postern, terminal)));
        line.addSubcommand(
                new CommandLine(new VaultCommands())
                        .addSubcommand(new VaultStatusCommand(postern, terminal))
                        .addSubcommand(new VaultRekeyCommand(postern, terminal))
                        .addSubcommand(new VaultKeyCommand(terminal))
                        .addSubcommand(new VaultExportCommand(postern, terminal))
                        .addSubcommand(new VaultImportCommand(postern, terminal)));
        line.addSubcommand(
                new CommandLine(new ProxyCommands())
                        .addSubcommand(new ProxyPasswordCommand(postern, terminal)));
        line.addSubcommand(
                new CommandLine(new AuditCommand(postern, terminal))
                        .addSubcommand(new AuditVerifyCommand(postern, terminal)));
        line.addSubcommand(new ScanCommand(postern, terminal));
        line.addSubcommand(new CheckCommand(postern, terminal));
        line.addSubcommand(new ClientCommand(postern, terminal));
        line.addSubcommand(new DoctorCommand(postern, terminal));
        line.addSubcommand(new ImportCommand(postern, terminal));
        line.addSubcommand(new TrustCommand(postern, terminal));
        line.addSubcommand(new ServeCommand(postern, terminal));
        line.addSubcommand(
                new CommandLine(new ServiceCommands())
                        .addSubcommand(new ServiceInstallCommand(postern, terminal))
                        .addSubcommand(new ServiceUninstallCommand(postern, terminal))
                        .addSubcommand(new ServiceStatusCommand(postern, terminal))
                        .addSubcommand(new ServiceLogsCommand(postern, terminal)));
        line.addSubcommand(new StatusCommand(postern, terminal));
        line.addSubcommand(new WhoCommand(postern, terminal));
        line.addSubcommand(new KickCommand(postern, terminal));
        line.addSubcommand(new ReloadCommand(postern, terminal));
        line.addSubcommand(new LogLevelCommand(postern, terminal));
        line.addSubcommand(new TraceCommand(postern, terminal));
        line.addSubcommand(SendmailCommand.line(postern, terminal));
        line.addSubcommand(new PackageFilesCommand(terminal));
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
