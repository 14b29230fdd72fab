package dev.postern.app.command;

import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.SessionLine;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Lists the sessions that are open. */
@Command(
        name = "who",
        mixinStandardHelpOptions = true,
        description = {
            "Lists who is connected to the running bridge: which app, from where, with which"
                    + " program of which local user, to which provider, and how much went through.",
            "To end one: postern kick SESSION",
        })
final class WhoCommand implements Callable<Integer>, Watching.Show {
    private final Postern postern;
    private final Terminal terminal;

    @Mixin private Watching watching = new Watching();

    WhoCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        return watching.run(postern, terminal, new Request.ListSessions(), this);
    }

    private static List<SessionLine> sessions(Answer answer) throws CommandException {
        if (answer instanceof Answer.Sessions(List<SessionLine> sessions)) {
            return sessions;
        }
        throw Watching.strange(answer);
    }

    @Override
    public Object json(Answer answer) throws CommandException {
        return Map.of("sessions", sessions(answer));
    }

    @Override
    public void text(Answer answer) throws CommandException {
        List<SessionLine> sessions = sessions(answer);
        if (sessions.isEmpty()) {
            terminal.say("Nobody is connected.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        "SESSION",
                        "APP",
                        "ACCOUNT",
                        "PHASE",
                        "CLIENT",
                        "PROGRAM",
                        "USER",
                        "LISTENER",
                        "UPSTREAM",
                        "AGE",
                        "SENT",
                        "RECEIVED"));
        sessions.forEach(session -> rows.add(row(session)));
        Printing.table(terminal, rows);
    }

    private static List<String> row(SessionLine session) {
        return List.of(
                session.session(),
                session.app(),
                session.account(),
                session.phase(),
                session.client(),
                session.program(),
                session.localUser(),
                session.protocol()
                        + " "
                        + session.listener()
                        + (session.tls().isEmpty() ? "" : " " + session.tls()),
                session.upstream(),
                age((long) session.seconds()),
                octets(session.sent()),
                octets(session.received()));
    }

    /** {@code 1d 02:03:04}. */
    static String age(long seconds) {
        String time =
                "%02d:%02d:%02d".formatted(seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        return seconds < 86_400 ? time : seconds / 86_400 + "d " + time;
    }

    /** {@code 1.5 MB}, decimal as providers count. */
    static String octets(long count) {
        if (count < 1000) {
            return count + " B";
        }
        double rest = count;
        int unit = -1;
        while (rest >= 999.95 && unit < 3) {
            rest /= 1000;
            unit++;
        }
        return String.format(
                Locale.ROOT, "%.1f %s", rest, List.of("kB", "MB", "GB", "TB").get(unit));
    }
}
