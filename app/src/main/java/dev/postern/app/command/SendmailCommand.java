package dev.postern.app.command;

import dev.postern.app.sendmail.Sendmail;
import dev.postern.app.sendmail.SendmailException;
import dev.postern.app.sendmail.SendmailOptions;
import dev.postern.app.sendmail.SubmissionLogin;
import dev.postern.app.sendmail.Sysexit;
import dev.postern.config.Configuration;
import dev.postern.config.NewFile;
import dev.postern.core.account.Account;
import dev.postern.core.secret.Secret;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Sends a message as the program {@code sendmail} would, for programs that know no other way. */
@Command(
        name = "sendmail",
        customSynopsis =
                "postern sendmail [--password-file=FILE] [-t] [-i] [-f ADDRESS] [-F NAME]"
                        + " [ADDRESS...]%n       postern sendmail --setup [ADDRESS]",
        description = {
            "Reads a message from standard input and sends it through the running bridge.",
            "Cron, git and scripts can use it in place of sendmail: bin/sendmail is its other"
                    + " name.",
            "",
            "  -t          recipients are in To, Cc and Bcc; Bcc is left out of the message",
            "  -i, -oi     a line with a dot alone does not end the message",
            "  -f ADDRESS  the sender that the provider is told; otherwise the account's address",
            "  -F NAME     the name in From, where the message has no From",
            "",
            "Sendmail's other options for sending are taken and ignored. There is no queue: the"
                    + " message is sent now, to all recipients or to none. A recipient without"
                    + " a domain, such as root, is the account's own address.",
            "",
            "The app password comes from POSTERN_APP_PASSWORD (and the user name from"
                    + " POSTERN_USER), or from a file that only you can read:",
            "  postern app add sendmail --protocols smtp",
            "  postern sendmail --setup    then paste the app password",
            "",
            "Exit codes are those of sysexits.h: 0 sent, 64 wrong usage, 65 wrong message,"
                    + " 67 recipient refused, 69 refused by the provider, 75 try again later or"
                    + " unknown, 77 app password refused, 78 configuration.",
        })
final class SendmailCommand implements Callable<Integer> {
    private static final String FILE = "sendmail";

    private final Postern postern;
    private final Terminal terminal;

    @Option(
            names = "--setup",
            description = "Write the file, with the app password from standard input.")
    private boolean setup;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Another file than sendmail in the directory of the configuration.")
    private @Nullable Path file;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> arguments = List.of();

    private SendmailCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    /** Its own options are sendmail's, which no library reads. */
    static CommandLine line(Postern postern, Terminal terminal) {
        CommandLine line = new CommandLine(new SendmailCommand(postern, terminal));
        line.getCommandSpec()
                .addOption(
                        OptionSpec.builder("--help")
                                .usageHelp(true)
                                .description("Show this help.")
                                .build());
        return line.setUnmatchedOptionsArePositionalParams(true)
                .setExpandAtFiles(false)
                .setEndOfOptionsDelimiter("\0")
                .setParameterExceptionHandler((wrong, given) -> {
                    terminal.err().println("sendmail: " + wrong.getMessage());
                    return Sysexit.USAGE.number();
                });
    }

    @Override
    public Integer call() {
        try {
            Workplace workplace = postern.workplace();
            Configuration configuration = workplace.configuration();
            if (setup) {
                setUp(workplace, configuration);
            } else {
                send(workplace, configuration, SendmailOptions.of(arguments));
            }
            return Sysexit.OK.number();
        } catch (SendmailException failed) {
            return failed(failed.getMessage(), failed.code());
        } catch (CommandException failed) {
            return failed(failed.getMessage(), Sysexit.CONFIGURATION);
        }
    }

    private int failed(@Nullable String sentence, Sysexit code) {
        terminal.note("sendmail: " + sentence);
        return code.number();
    }

    private void send(Workplace workplace, Configuration configuration, SendmailOptions options)
            throws SendmailException {
        if (options.runsQueue()) {
            return; // there is none, so it is empty
        }
        SubmissionLogin login = SubmissionLogin.find(System.getenv(), file(workplace));
        Account account = account(configuration, login.user());
        new Sendmail(
                        configuration.listeners(),
                        workplace.rootCertificate(),
                        login,
                        account.address())
                .send(options, terminal.in());
    }

    private void setUp(Workplace workplace, Configuration configuration)
            throws CommandException, SendmailException {
        Account account = account(configuration, arguments.stream().findFirst());
        Path written = file(workplace);
        Optional<Secret> typed =
                terminal.ask("The app password (postern app add sendmail --protocols smtp)");
        Secret password = typed.isPresent() ? typed.get() : terminal.readSecret();
        if (password.isEmpty()) {
            throw new SendmailException(
                    Sysexit.USAGE,
                    "Standard input has no app password. Make one: postern app add sendmail"
                            + " --protocols smtp");
        }
        try {
            Files.deleteIfExists(written);
            NewFile.write(written, SubmissionLogin.fileText(account.address(), password));
        } catch (IOException refused) {
            throw new SendmailException(
                    Sysexit.CONFIGURATION,
                    "The file %s could not be written (%s). You need to be allowed to write there; --password-file names another."
                            .formatted(written, refused));
        } finally {
            password.wipe();
        }
        terminal.say("Written: " + written);
    }

    private Path file(Workplace workplace) {
        return file == null ? workplace.locations().configuration().resolve(FILE) : file;
    }

    private static Account account(Configuration configuration, Optional<String> user)
            throws SendmailException {
        List<Account> accounts = configuration.accounts();
        if (user.isEmpty() && accounts.size() == 1) {
            return accounts.getFirst();
        }
        return user.flatMap(configuration.directory()::accountOf)
                .orElseThrow(() ->
                        new SendmailException(
                                Sysexit.CONFIGURATION,
                                "Which account sends is not clear: expected the address of one in POSTERN_USER or in the file that postern sendmail --setup ADDRESS writes, found %s. There are: %s."
                                        .formatted(
                                                user.orElse("nothing"),
                                                accounts.stream().map(Account::name).toList())));
    }
}
