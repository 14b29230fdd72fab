package dev.postern.app.command;

import dev.postern.app.discovery.ServerSearch;

import picocli.CommandLine;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * All commands by their names, each made when it is needed: to read the annotations of all of them
 * would take a third of the time until the bridge listens.
 */
final class Commands {

    /** Options before a command that are followed by a value. */
    private static final Set<String> WITH_VALUE =
            Set.of("--config", "--state", Postern.PASSPHRASE_FD);

    /** Those that look at all others. */
    private static final Set<String> ABOUT_OTHERS = Set.of("help", "package-files");

    private final Map<String, Supplier<CommandLine>> makers = new LinkedHashMap<>();

    Commands(Postern postern, Terminal terminal, ServerSearch search) {
        makers.put("help", () -> new CommandLine(new HelpCommand(terminal)));
        makers.put("init", () -> new CommandLine(new InitCommand(postern, terminal)));
        makers.put(
                "account",
                () ->
                        new CommandLine(new AccountCommands())
                                .addSubcommand(new AccountAddCommand(postern, terminal, search))
                                .addSubcommand(new AccountCheckCommand(postern, terminal))
                                .addSubcommand(new AccountListCommand(postern, terminal))
                                .addSubcommand(new AccountLoginCommand(postern, terminal))
                                .addSubcommand(new AccountPasswordCommand(postern, terminal))
                                .addSubcommand(new AccountRemoveCommand(postern, terminal)));
        makers.put(
                "app",
                () ->
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
        makers.put(
                "vault",
                () ->
                        new CommandLine(new VaultCommands())
                                .addSubcommand(new VaultStatusCommand(postern, terminal))
                                .addSubcommand(new VaultRekeyCommand(postern, terminal))
                                .addSubcommand(new VaultKeyCommand(terminal))
                                .addSubcommand(new VaultExportCommand(postern, terminal))
                                .addSubcommand(new VaultImportCommand(postern, terminal)));
        makers.put(
                "proxy",
                () ->
                        new CommandLine(new ProxyCommands())
                                .addSubcommand(new ProxyPasswordCommand(postern, terminal)));
        makers.put(
                "audit",
                () ->
                        new CommandLine(new AuditCommand(postern, terminal))
                                .addSubcommand(new AuditVerifyCommand(postern, terminal)));
        makers.put("scan", () -> new CommandLine(new ScanCommand(postern, terminal)));
        makers.put("check", () -> new CommandLine(new CheckCommand(postern, terminal)));
        makers.put("client", () -> new CommandLine(new ClientCommand(postern, terminal)));
        makers.put("doctor", () -> new CommandLine(new DoctorCommand(postern, terminal)));
        makers.put("import", () -> new CommandLine(new ImportCommand(postern, terminal)));
        makers.put("trust", () -> new CommandLine(new TrustCommand(postern, terminal)));
        makers.put("serve", () -> new CommandLine(new ServeCommand(postern, terminal)));
        makers.put(
                "service",
                () ->
                        new CommandLine(new ServiceCommands())
                                .addSubcommand(new ServiceInstallCommand(postern, terminal))
                                .addSubcommand(new ServiceUninstallCommand(postern, terminal))
                                .addSubcommand(new ServiceStatusCommand(postern, terminal))
                                .addSubcommand(new ServiceLogsCommand(postern, terminal)));
        makers.put("status", () -> new CommandLine(new StatusCommand(postern, terminal)));
        makers.put("who", () -> new CommandLine(new WhoCommand(postern, terminal)));
        makers.put("kick", () -> new CommandLine(new KickCommand(postern, terminal)));
        makers.put("reload", () -> new CommandLine(new ReloadCommand(postern, terminal)));
        makers.put("log-level", () -> new CommandLine(new LogLevelCommand(postern, terminal)));
        makers.put("trace", () -> new CommandLine(new TraceCommand(postern, terminal)));
        makers.put("sendmail", () -> SendmailCommand.line(postern, terminal));
        makers.put("package-files", () -> new CommandLine(new PackageFilesCommand(terminal)));
    }

    /** The one that is named, or all, where what is said to the user depends on what there is. */
    void addTo(CommandLine top, String... arguments) {
        Set<String> needed = named(List.of(arguments)).map(Set::of).orElse(makers.keySet());
        makers.forEach((name, maker) -> {
            if (needed.contains(name)) {
                top.addSubcommand(name, maker.get());
            }
        });
    }

    /** A command with nothing before it but options that have nothing to do with other commands. */
    private Optional<String> named(List<String> arguments) {
        Iterator<String> words = arguments.iterator();
        while (words.hasNext()) {
            String word = words.next();
            if (makers.containsKey(word) && !ABOUT_OTHERS.contains(word)) {
                return Optional.of(word);
            }
            boolean followed = WITH_VALUE.contains(word) && words.hasNext();
            if (followed) {
                words.next();
            } else if (!word.equals("--system") && !WITH_VALUE.contains(beforeEquals(word))) {
                break;
            }
        }
        return Optional.empty();
    }

    private static String beforeEquals(String option) {
        return option.substring(0, Math.max(0, option.indexOf('=')));
    }
}
