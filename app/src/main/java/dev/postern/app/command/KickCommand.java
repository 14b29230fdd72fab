package dev.postern.app.command;

import dev.postern.app.operation.Request;
import dev.postern.app.operation.Request.Kick.By;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Ends sessions of the running bridge. */
@Command(
        name = "kick",
        mixinStandardHelpOptions = true,
        description = {
            "Ends one open session, or all of an app or an account, at once.",
            "The program may log in again right away. To keep it out: postern app revoke NAME",
        })
final class KickCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    private static final class Which {
        @Parameters(
                index = "0",
                paramLabel = "SESSION",
                description = "As postern who and the log name it.")
        private @Nullable String session;

        @Option(names = "--app", paramLabel = "NAME", description = "All sessions of this app.")
        private @Nullable String app;

        @Option(
                names = "--account",
                paramLabel = "NAME",
                description = "All sessions of this account.")
        private @Nullable String account;

        private Request.Kick request() {
            if (session != null) {
                return new Request.Kick(By.SESSION, session);
            }
            return app != null
                    ? new Request.Kick(By.APP, app)
                    : new Request.Kick(By.ACCOUNT, String.valueOf(account));
        }
    }

    KickCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        List<String> ended = Workplace.done(Watching.ask(postern, which.request()));
        if (json) {
            Printing.json(terminal, Map.of("ended", ended.size()));
        } else {
            ended.forEach(terminal::say);
        }
        return ExitCode.OK.number();
    }
}
