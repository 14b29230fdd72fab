package dev.postern.app.command;

import dev.postern.app.control.ControlClient;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Request;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.Map;
import java.util.Optional;

/** The options of commands that show how a running bridge is, once or again and again. */
final class Watching {

    /** To the top left corner, and nothing stays below. */
    private static final String CLEAR = "\u001b[H\u001b[J";

    @Option(
            names = "--watch",
            arity = "0..1",
            fallbackValue = "2",
            paramLabel = "SECONDS",
            description = {
                "Show it again every SECONDS (2), until Ctrl-C. With --json, each time is a line."
                        + " While no bridge answers, that is shown.",
            })
    private @Nullable Integer seconds;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    boolean isForScripts() {
        return json;
    }

    boolean isAgain() {
        return seconds != null;
    }

    /** What a command makes of an answer. */
    interface Show {

        /** For people. */
        void text(Answer answer) throws CommandException;

        /** What becomes JSON. */
        Object json(Answer answer) throws CommandException;
    }

    /** Asks the running bridge, and shows what it says. */
    int run(Postern postern, Terminal terminal, Request request, Show show)
            throws CommandException {
        if (seconds != null && seconds < 1) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--watch %d: expected a number of seconds, 1 or more.".formatted(seconds));
        }
        look(postern, terminal, request, show);
        while (seconds != null) {
            try {
                Thread.sleep(seconds * 1000L);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                break;
            }
            lookAgain(postern, terminal, request, show);
        }
        return ExitCode.OK.number();
    }

    /** A bridge that has stopped may be starting again. */
    private void lookAgain(Postern postern, Terminal terminal, Request request, Show show)
            throws CommandException {
        try {
            look(postern, terminal, request, show);
        } catch (CommandException away) {
            if (away.code() != ExitCode.STATE) {
                throw away;
            }
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            String sentence = String.valueOf(away.getMessage());
            if (json) {
                Printing.jsonLine(terminal, Map.of("error", sentence));
            } else {
                clear(terminal);
                terminal.say(sentence);
            }
            terminal.out().flush();
        }
    }

    private void clear(Terminal terminal) {
        if (seconds != null && terminal.ansi().enabled()) {
            terminal.out().print(CLEAR);
        }
    }

    private void look(Postern postern, Terminal terminal, Request request, Show show)
            throws CommandException {
        Answer answer = ask(postern, request);
        if (json && seconds == null) {
            Printing.json(terminal, show.json(answer));
        } else if (json) {
            Printing.jsonLine(terminal, show.json(answer));
        } else {
            clear(terminal);
            show.text(answer);
        }
        terminal.out().flush();
    }

    /** Only a running bridge can say it. */
    static Answer ask(Postern postern, Request request) throws CommandException {
        Optional<ControlClient> bridge = postern.workplace().bridge();
        if (bridge.isEmpty()) {
            throw new CommandException(
                    ExitCode.STATE, "No bridge is running. Start it: postern serve");
        }
        return bridge.get().carryOut(request);
    }

    /** The answer was another one than the request asks for. */
    static CommandException strange(Answer answer) throws CommandException {
        Workplace.done(answer);
        return new CommandException(ExitCode.STATE, "The running bridge gave another answer.");
    }
}
