package dev.postern.app.command;

import dev.postern.app.operation.AppLine;
import dev.postern.core.audit.LastUse;
import dev.postern.core.audit.LastUses;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Lists the apps; never their passwords, which nobody has. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the programs that may log in.")
final class AppListCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    AppListCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Workplace workplace = postern.workplace();
        Map<String, LastUse> uses =
                LastUses.read(workplace.locations().state().resolve("last-use.json"));
        List<AppLine> lines =
                AppLine.of(workplace.configuration(), workplace.verifiers(), Instant.now()).stream()
                        .map(line -> line.usedLast(LastUses.of(line.name(), uses)))
                        .toList();
        if (json) {
            Printing.json(terminal, Map.of("apps", lines));
        } else if (lines.isEmpty()) {
            terminal.say("There are no apps yet. Add one: postern app add NAME");
        } else {
            print(lines, terminal);
        }
        return ExitCode.OK.number();
    }

    static void print(List<AppLine> lines, Terminal terminal) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        "NAME",
                        "ACCOUNT",
                        "PROTOCOLS",
                        "LIMITS",
                        "PASSWORD",
                        "ISSUED",
                        "LAST USE"));
        lines.forEach(line ->
                rows.add(
                        List.of(
                                line.name(),
                                line.account().isEmpty() ? "(not configured)" : line.account(),
                                String.join(",", line.protocols()),
                                line.limits().isEmpty() ? "none" : line.limits(),
                                password(line),
                                line.issued(),
                                shown(line.lastUse()))));
        Printing.table(
                terminal,
                rows,
                row ->
                        lines.get(row).deadlines().stream()
                                .map(deadline ->
                                        "    %s; run  %s"
                                                .formatted(deadline.sentence(), deadline.command()))
                                .toList());
    }

    private static String password(AppLine line) {
        return switch (line.password()) {
            case DEVICE -> "device on " + line.device();
            case GENERATED, CHOSEN, DECOY, REVOKED, NONE -> line.password().word();
        };
    }

    private static String shown(@Nullable LastUse use) {
        return use == null
                ? ""
                : "%s %s %s".formatted(use.time(), use.client(), use.program()).strip();
    }
}
