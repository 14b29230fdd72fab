package dev.postern.app.command;

import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Recognition;
import dev.postern.app.operation.Request;
import dev.postern.app.scan.FileScan;
import dev.postern.app.scan.Suspect;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Finds app passwords in files, and says which of them still let somebody in. */
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description = {
            "Looks for app passwords of this bridge in files and below directories, and says"
                    + " whether they still work; it never prints one.",
            "Finds generated ones (pst_...) in text of any case. Compact ones and those that a"
                + " person chose have nothing to be known by. Passes over binary files, files of"
                + " more than 64 MiB, and symbolic links.",
        })
final class ScanCommand implements Callable<Integer> {

    /** Of one request to the bridge, which takes no more than 64 KiB. */
    private static final int AT_ONCE = 500;

    private final Postern postern;
    private final Terminal terminal;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "A file or directory.")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    ScanCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    /**
     * One place, as it is printed.
     *
     * @param id the part of the password that is not secret
     */
    private record Leak(String file, long line, String id, String app, String state) {}

    @Override
    public Integer call() throws CommandException {
        List<Suspect> suspects = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        FileScan scan = new FileScan(suspects::add, unreadable::add);
        paths.forEach(scan::scan);
        List<Leak> leaks = new ArrayList<>();
        boolean works = false;
        if (!suspects.isEmpty()) {
            List<Recognition> recognitions = recognise(suspects);
            for (int i = 0; i < suspects.size(); i++) {
                Suspect suspect = suspects.get(i);
                Recognition known = recognitions.get(i);
                works |= known.works();
                leaks.add(
                        new Leak(
                                suspect.file().toString(),
                                suspect.line(),
                                suspect.id(),
                                known.app(),
                                known.state()));
            }
        }
        if (json) {
            Printing.json(
                    terminal,
                    Map.of(
                            "found",
                            leaks,
                            "unreadable",
                            unreadable,
                            "files",
                            scan.read(),
                            "passedOver",
                            scan.passedOver()));
        } else {
            print(leaks, scan);
            unreadable.forEach(file -> terminal.err().println("Not read: " + file));
        }
        if (works) {
            return ExitCode.FOUND.number();
        }
        return (unreadable.isEmpty() ? ExitCode.OK : ExitCode.REFUSED).number();
    }

    private List<Recognition> recognise(List<Suspect> suspects) throws CommandException {
        List<Recognition> recognitions = new ArrayList<>();
        try (Operations operations = postern.workplace().operations()) {
            for (int from = 0; from < suspects.size(); from += AT_ONCE) {
                List<Suspect> some =
                        suspects.subList(from, Math.min(suspects.size(), from + AT_ONCE));
                Answer answer =
                        operations.carryOut(
                                new Request.Recognise(some.stream().map(Suspect::text).toList()));
                if (!(answer instanceof Answer.Recognised(List<Recognition> known))
                        || known.size() != some.size()) {
                    Workplace.done(answer);
                    throw new CommandException(
                            ExitCode.STATE, "The running bridge gave another answer.");
                }
                recognitions.addAll(known);
            }
        } finally {
            suspects.forEach(suspect -> suspect.text().wipe());
        }
        return recognitions;
    }

    private void print(List<Leak> leaks, FileScan scan) {
        if (!leaks.isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("STATE", "APP", "ID", "PLACE"));
            leaks.forEach(leak ->
                    rows.add(
                            List.of(
                                    leak.state(),
                                    leak.app().isEmpty() ? "-" : leak.app(),
                                    leak.id(),
                                    leak.file() + ":" + leak.line())));
            Printing.table(terminal, rows);
        }
        terminal.say(
                "%d app passwords in %d files; %d binary or large files were passed over."
                        .formatted(leaks.size(), scan.read(), scan.passedOver()));
        leaks.stream()
                .filter(leak -> new Recognition(leak.app(), leak.state()).works())
                .map(Leak::app)
                .distinct()
                .forEach(app ->
                        terminal.say(
                                "The password of %s works. Another one in its place: postern app rotate --now %s"
                                        .formatted(app, app)));
    }
}
