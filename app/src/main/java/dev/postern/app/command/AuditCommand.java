package dev.postern.app.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import dev.postern.core.audit.AuditReader;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Shows what the audit log has. Reads the files, so it needs neither a bridge nor the vault. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Shows who logged in when, from where and with what, what was refused, and what was"
                    + " done to app passwords and accounts.",
            "Nothing that a message says is in it. Whether it is whole: postern audit verify",
        })
final class AuditCommand implements Callable<Integer> {

    /** They have columns of their own, or are for `verify`. */
    private static final Set<String> NO_DETAILS =
            Set.of("line", "time", "event", "app", "account", "client", "mac");

    private static final String FORM = "%-24s  %-19s  %-16s  %-16s  %-22s  %s";

    private final Postern postern;
    private final Terminal terminal;

    @Option(names = "--app", paramLabel = "NAME", description = "Only of this app.")
    private @Nullable String app;

    @Option(names = "--account", paramLabel = "NAME", description = "Only of this account.")
    private @Nullable String account;

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            description = "Only events of this kind, like login-refused.")
    private @Nullable String event;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only from then on: 90s, 30m, 12h, 2d or 1w ago; or a date like 2026-11-27, or"
                            + " with a time, like 2026-11-27T12:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only before then.")
    private @Nullable String until;

    @Option(names = "--json", description = "Print the lines of the log, each a JSON object.")
    private boolean json;

    AuditCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Path directory = postern.workplace().locations().state().resolve("audit");
        Optional<Instant> from = moment("--since", since);
        Optional<Instant> to = moment("--until", until);
        if (!json) {
            terminal.headline(
                    FORM.formatted("TIME", "EVENT", "APP", "ACCOUNT", "CLIENT", "DETAILS"));
        }
        try {
            new AuditReader(directory)
                    .read(line -> {
                        if (isWanted(line, from, to)) {
                            print(line);
                        }
                    });
        } catch (IOException refused) {
            throw new CommandException(
                    ExitCode.STATE,
                    "The audit log in %s could not be read (%s). Run the command as the user that the bridge runs as."
                            .formatted(directory, refused));
        }
        return ExitCode.OK.number();
    }

    private static Optional<Instant> moment(String option, @Nullable String typed)
            throws CommandException {
        if (typed == null) {
            return Optional.empty();
        }
        Optional<Instant> moment = Moment.read(typed, Clock.system(ZoneId.systemDefault()));
        if (moment.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s: expected something like 2d, 12h, 2026-11-27 or 2026-11-27T12:00:00Z, found \"%s\"."
                            .formatted(option, typed));
        }
        return moment;
    }

    private boolean isWanted(JsonObject line, Optional<Instant> from, Optional<Instant> to) {
        if (!is(app, line, "app") || !is(account, line, "account") || !is(event, line, "event")) {
            return false;
        }
        // Lines that a stranger has added may have any time: they are shown.
        Optional<Instant> time = Moment.exactly(text(line, "time"));
        return time.isEmpty()
                || (from.filter(time.get()::isBefore).isEmpty()
                        && to.filter(end -> !time.get().isBefore(end)).isEmpty());
    }

    private static boolean is(@Nullable String wanted, JsonObject line, String key) {
        return wanted == null || wanted.equalsIgnoreCase(text(line, key));
    }

    private void print(JsonObject line) {
        if (json) {
            terminal.say(line.toString());
            return;
        }
        StringBuilder details = new StringBuilder();
        for (Map.Entry<String, JsonElement> member : line.entrySet()) {
            if (!NO_DETAILS.contains(member.getKey()) && !member.getKey().equals("previous")) {
                details.append(member.getKey()).append('=').append(text(line, member.getKey()));
                details.append(' ');
            }
        }
        terminal.say(
                printable(
                                FORM.formatted(
                                        text(line, "time"),
                                        text(line, "event"),
                                        text(line, "app"),
                                        text(line, "account"),
                                        text(line, "client"),
                                        details))
                        .stripTrailing());
    }

    private static String text(JsonObject line, String key) {
        JsonElement value = line.get(key);
        if (value == null) {
            return "";
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    /** Who may write the file may not command the terminal. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .forEach(c -> printable.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return printable.toString();
    }
}
