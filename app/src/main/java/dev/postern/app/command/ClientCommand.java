package dev.postern.app.command;

import dev.postern.app.client.ClientValues;
import dev.postern.app.client.Encryption;
import dev.postern.app.client.Endpoint;
import dev.postern.app.client.MailProgram;
import dev.postern.app.client.ThunderbirdProfile;
import dev.postern.app.client.UnwritableException;
import dev.postern.app.trust.Machine;
import dev.postern.app.trust.Outcome;
import dev.postern.app.trust.RootCertificate;
import dev.postern.app.trust.TrustStores;
import dev.postern.config.Configuration;
import dev.postern.config.NewFile;
import dev.postern.core.access.App;
import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Writes the configuration of a mail program. */
@Command(
        name = "client",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a ready configuration for one mail program, or writes it into a file.",
            "Without a program it lists those that it knows. No app password is in it: the program"
                    + " runs a command that prints it, by default `cat` on a file that only you"
                    + " can read, or asks you.",
        })
final class ClientCommand implements Callable<Integer> {
    private static final String THUNDERBIRD = "thunderbird";

    private final Postern postern;
    private final Terminal terminal;

    @Parameters(paramLabel = "PROGRAM", arity = "0..1", description = "thunderbird, mutt, msmtp, …")
    private @Nullable String name;

    @Option(
            names = "--app",
            split = ",",
            paramLabel = "APP",
            description =
                    "Whose password it uses; NAME also means NAME-imap and NAME-smtp. Without it,"
                            + " the program's own name.")
    private List<String> apps = List.of();

    @Option(
            names = "--write",
            paramLabel = "PATH",
            description =
                    "Write it there, if nothing is there yet. For thunderbird: the directory of a"
                            + " profile, or a new one.")
    private @Nullable Path path;

    @Option(
            names = "--security",
            paramLabel = "WAY",
            description = "tls, starttls or none; without it the best that there is.")
    private @Nullable String security;

    @Option(names = "--full-name", paramLabel = "NAME", description = "Yours, for From.")
    private String fullName = "";

    @Option(
            names = "--password-command",
            paramLabel = "COMMAND",
            description = "Prints the app password, for example: 'pass show mail/{app}'")
    private @Nullable String passwordCommand;

    @Option(
            names = "--password-stdin",
            description =
                    "Store app passwords from standard input, a line each: first that for IMAP.")
    private boolean standardInput;

    @Option(
            names = "--root",
            paramLabel = "FILE",
            description =
                    "Where the program finds the bridge's root certificate, if it cannot read the"
                            + " bridge's own copy. `postern trust --pem` prints it.")
    private @Nullable Path rootFile;

    ClientCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        if (name == null) {
            list();
            return ExitCode.OK.number();
        }
        String wanted = name;
        MailProgram program =
                MailProgram.named(wanted)
                        .orElseThrow(() ->
                                new CommandException(
                                        ExitCode.USAGE,
                                        "Nothing is known of %s. Expected one of: %s. For another: postern client generic --app APP"
                                                .formatted(
                                                        wanted,
                                                        String.join(
                                                                ", ",
                                                                MailProgram.all().stream()
                                                                        .map(MailProgram::name)
                                                                        .toList()))));
        Workplace workplace = postern.workplace();
        Configuration configuration = workplace.configuration();
        Map<Protocol, App> chosen = new ClientApps(configuration, program).of(apps);
        Account account =
                workplace.account(configuration, chosen.values().iterator().next().account());
        if (account.isCatchAll()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "The account %s is a whole domain; there is no one user name to write. `postern client generic` and your address say what to type."
                            .formatted(account.name()));
        }
        ClientPasswords passwords = ClientPasswords.of(passwordCommand, postern, workplace);
        RootCertificate root = root(workplace);
        ClientValues values =
                ClientValues.of(
                        account,
                        fullName,
                        endpoints(program, chosen, configuration),
                        root,
                        passwords::command);
        String text = fill(program, values);
        List<String> todo = new ArrayList<>();
        if (path == null) {
            terminal.say(text.stripTrailing());
            todo.addAll(program.steps(values));
        } else if (program.name().equals(THUNDERBIRD)) {
            todo.addAll(intoProfile(new ThunderbirdProfile(path), text, values, root));
        } else {
            write(path, text);
            todo.addAll(program.steps(values).stream().skip(1).toList());
        }
        List<String> names = chosen.values().stream().map(App::name).toList();
        if (program.runsPasswordCommand() || standardInput) {
            todo.addAll(passwords.store(names, terminal, Passwords.From.option(standardInput)));
        }
        todo.forEach(terminal::note);
        return ExitCode.OK.number();
    }

    private void list() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("PROGRAM", "WHAT IT IS", "TRIED WITH"));
        MailProgram.all()
                .forEach(each -> rows.add(List.of(each.name(), each.title(), each.tried())));
        Printing.table(terminal, rows);
    }

    private static String fill(MailProgram program, ClientValues values) throws CommandException {
        try {
            return program.fill(values);
        } catch (UnwritableException unwritable) {
            throw new CommandException(ExitCode.REFUSED, unwritable);
        }
    }

    private Map<Protocol, Endpoint> endpoints(
            MailProgram program, Map<Protocol, App> chosen, Configuration configuration)
            throws CommandException {
        List<Encryption> ways =
                ways().stream().filter(way -> !program.lacks().contains(way)).toList();
        Map<Protocol, Endpoint> endpoints = new EnumMap<>(Protocol.class);
        for (Map.Entry<Protocol, App> each : chosen.entrySet()) {
            Endpoint endpoint =
                    Endpoint.of(each.getValue(), each.getKey(), configuration, ways)
                            .orElseThrow(() ->
                                    new CommandException(
                                            ExitCode.REFUSED,
                                            "No listener for %s takes %s. `postern status` and postern.toml say what there is; --security chooses another way."
                                                    .formatted(
                                                            each.getKey(),
                                                            ways.stream()
                                                                    .map(Encryption::word)
                                                                    .toList())));
            endpoints.put(each.getKey(), endpoint);
        }
        return endpoints;
    }

    private List<Encryption> ways() throws CommandException {
        if (security == null) {
            return Arrays.asList(Encryption.values());
        }
        String wanted = security;
        return List.of(
                Arrays.stream(Encryption.values())
                        .filter(way -> way.word().equals(wanted))
                        .findFirst()
                        .orElseThrow(() ->
                                new CommandException(
                                        ExitCode.USAGE,
                                        "--security: expected tls, starttls or none, found %s."
                                                .formatted(wanted))));
    }

    private RootCertificate root(Workplace workplace) throws CommandException {
        if (rootFile == null) {
            return TrustCommand.root(workplace);
        }
        try {
            return RootCertificate.read(rootFile);
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--root: expected a certificate in PEM, as `postern trust --pem` prints it; %s could not be read (%s)."
                            .formatted(rootFile, unreadable));
        }
    }

    private void write(Path file, String text) throws CommandException {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            NewFile.write(file, text);
            terminal.say("Written: " + file);
        } catch (FileAlreadyExistsException there) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "The file %s is there already and stays as it is. Write to another, and have the program read that too, or leave --write away and copy what you need."
                            .formatted(file));
        } catch (IOException refused) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "The file %s could not be written (%s). You need to be allowed to write there."
                            .formatted(file, refused));
        }
    }

    private List<String> intoProfile(
            ThunderbirdProfile profile, String text, ClientValues values, RootCertificate root)
            throws CommandException {
        try {
            switch (profile.add(text, values)) {
                case RUNNING ->
                        throw new CommandException(
                                ExitCode.REFUSED,
                                "Thunderbird uses the profile %s now, and would write over it. Close it, and say this again."
                                        .formatted(profile.directory()));
                case THERE_ALREADY ->
                        throw new CommandException(
                                ExitCode.REFUSED,
                                "The profile %s has this account already. What has changed can be set in Thunderbird, or remove the account there first."
                                        .formatted(profile.directory()));
                case WRITTEN -> terminal.say("Written: " + profile.file());
            }
        } catch (IOException refused) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "The profile %s could not be changed (%s). You need to be allowed to write there."
                            .formatted(profile.directory(), refused));
        }
        List<String> todo = new ArrayList<>();
        if (values.needsRoot()) {
            switch (new TrustStores(Machine.here()).installInto(profile.directory(), root)) {
                case Outcome.Done(String sentence) -> terminal.say(sentence);
                case Outcome.NotDone(String sentence) -> todo.add(sentence);
            }
        }
        todo.add("Start it with: thunderbird --profile " + profile.directory().toAbsolutePath());
        todo.add("It asks for the app passwords when it first connects.");
        return todo;
    }
}
