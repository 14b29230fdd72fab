package dev.postern.app.command;

import dev.postern.core.access.App;
import dev.postern.core.account.Protocol;
import dev.postern.imap.gate.ImapJudgement;
import dev.postern.smtp.gate.SmtpJudgement;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Says what an app's limits would make of a command, without a connection. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Says whether a program's limits would let a command of IMAP or SMTP pass. Nothing is"
                    + " connected to.",
            "",
            "  postern app test backup 'STORE 1 +FLAGS (\\Seen)'",
            "  postern app test printer 'RCPT TO:<boss@example.com>'",
            "  postern app test printer 'From: Boss <boss@example.com>'",
            "",
            "It ends with 0 if the command may pass, and with 1 if it is refused.",
        })
final class AppTestCommand implements Callable<Integer> {

    /** What IMAP has no command for. */
    private static final Set<String> OF_SMTP =
            Set.of(
                    "mail", "rcpt", "data", "bdat", "rset", "ehlo", "helo", "vrfy", "expn", "quit",
                    "from:", "help", "burl", "etrn", "turn");

    /** Without which a command is not one of IMAP. */
    private static final String TAG = "a";

    private final Postern postern;
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "NAME", description = "The app's name.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "COMMAND",
            description = {
                "One line, in quotes: of IMAP, with its tag or without; of SMTP; or From: of a"
                        + " message's header.",
            })
    private String line = "";

    @Option(
            names = "--protocol",
            paramLabel = "PROTOCOL",
            description = "imap or smtp, where the command itself does not tell")
    private @Nullable String protocol;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    AppTestCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        App app = Names.app(name, postern.workplace().configuration());
        Protocol spoken = spoken(app);
        Optional<String> refusal =
                switch (spoken) {
                    case IMAP -> ImapJudgement.refusal(app.policy().imap(), tagged());
                    case SMTP -> SmtpJudgement.refusal(app.policy().smtp(), line);
                };
        // Without limits nobody looks.
        Optional<String> answer = refusal.filter(words -> app.policy().needsGate(spoken));
        if (json) {
            Printing.json(
                    terminal,
                    Map.of(
                            "protocol", spoken.word(),
                            "passes", answer.isEmpty(),
                            "answer", answer.orElse("")));
        } else {
            terminal.say(
                    answer.map(words -> "Refused: " + words)
                            .orElse("It passes: the provider gets it."));
        }
        return (answer.isEmpty() ? ExitCode.OK : ExitCode.REFUSED).number();
    }

    private Protocol spoken(App app) throws CommandException {
        String wanted =
                protocol != null
                        ? protocol.strip().toLowerCase(Locale.ROOT)
                        : OF_SMTP.contains(firstWord())
                                ? Protocol.SMTP.word()
                                : Protocol.IMAP.word();
        for (Protocol known : Protocol.values()) {
            if (known.word().equals(wanted)) {
                if (!app.policy().protocols().contains(known)) {
                    throw new CommandException(
                            ExitCode.USAGE,
                            "That is a command of %s, which the app %s may not use at all. If it is another's: --protocol"
                                    .formatted(wanted, app.name()));
                }
                return known;
            }
        }
        throw new CommandException(
                ExitCode.USAGE, "--protocol: expected imap or smtp, found %s.".formatted(wanted));
    }

    /** Commands have no digits in their first word, and tags of mail programs do. */
    private String tagged() {
        return firstWord().chars().anyMatch(Character::isDigit) ? line : TAG + " " + line;
    }

    private String firstWord() {
        return line.strip().split("[ \r\n]", 2)[0].toLowerCase(Locale.ROOT);
    }
}
