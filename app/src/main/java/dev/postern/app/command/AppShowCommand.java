package dev.postern.app.command;

import dev.postern.app.operation.AppLine;
import dev.postern.app.operation.PolicyWords;
import dev.postern.config.AppDraft;
import dev.postern.config.Configuration;
import dev.postern.config.Origin;
import dev.postern.core.access.App;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Says what one app may do, and how it stands with its password. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Says what a program may do, where that is written, and whether it can log in.")
final class AppShowCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The app's name.")
    private String name = "";

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    AppShowCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    /** The app for scripts; its settings are those of the configuration, without the usual ones. */
    private record Shown(AppLine app, Map<String, Object> settings, String file, int line) {}

    @Override
    public Integer call() throws CommandException {
        Workplace workplace = postern.workplace();
        Configuration configuration = workplace.configuration();
        App app = Names.app(name, configuration);
        AppLine line =
                AppLine.of(app, workplace.verifiers(), Instant.now()).connectingTo(configuration);
        Origin origin = configuration.originOf(app).orElseThrow();
        if (json) {
            Printing.json(
                    terminal,
                    new Shown(
                            line, AppDraft.settings(app), origin.file().toString(), origin.line()));
        } else {
            print(app, line, origin);
        }
        return ExitCode.OK.number();
    }

    private void print(App app, AppLine line, Origin origin) {
        terminal.headline(
                "%s, for %s of the account %s"
                        .formatted(
                                app.name(),
                                String.join(" and ", line.protocols()).toUpperCase(Locale.ROOT),
                                app.account()));
        Map<String, String> rows = new LinkedHashMap<>(PolicyWords.full(app));
        if (app.policy().expires().filter(end -> !end.isAfter(Instant.now())).isPresent()) {
            rows.computeIfPresent("until", (key, end) -> end + ", which is over: it can't log in");
        }
        rows.put("password", password(line));
        if (!line.device().isEmpty()) {
            rows.put("device on", line.device() + ", without a password");
        }
        line.deadlines()
                .forEach(deadline ->
                        rows.merge(
                                "soon", deadline.sentence(), (one, other) -> one + "; " + other));
        rows.put("written at", origin.toString());
        int widest = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        rows.forEach((key, value) ->
                terminal.say("  %s  %s".formatted(key + " ".repeat(widest - key.length()), value)));
    }

    private static String password(AppLine line) {
        return switch (line.password()) {
            case GENERATED -> "generated, made " + line.issued();
            case CHOSEN -> "chosen by a person, made " + line.issued();
            case DECOY -> "a decoy that never works, made " + line.issued();
            case REVOKED -> "revoked; a new one: postern app issue " + line.name();
            case DEVICE -> "none, and none needed";
            case NONE -> "none yet; make one: postern app issue " + line.name();
        };
    }
}
