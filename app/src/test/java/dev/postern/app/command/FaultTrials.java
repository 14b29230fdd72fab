package dev.postern.app.command;

import dev.postern.app.operation.OpenState;
import dev.postern.app.operation.VaultAccess;
import dev.postern.core.testing.crash.Copies;
import dev.postern.core.testing.crash.FaultPoint;
import dev.postern.core.testing.crash.FaultyRuns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One command, tried with many faults, each time on a copy of the same files. */
final class FaultTrials {

    /** Of a draft that nobody reads, and that the next one to write there takes away. */
    private static final String DRAFT = ".*/\\.postern-[0-9a-f-]{36}\\.new";

    private final ChangingCommand command;
    private final Copies copies;
    private final FaultyRuns runs;

    /** Commands of this process share its log, so they look one after the other. */
    private final Lock looking = new ReentrantLock();

    FaultTrials(InstalledProgram program, ChangingCommand command, Path directory)
            throws IOException {
        this.command = command;
        this.copies = new Copies(directory);
        this.runs =
                new FaultyRuns(home -> program.command(home, command.arguments()), command.input());
        prepare();
    }

    private void prepare() throws IOException {
        Path template = Files.createDirectories(copies.template());
        if (command.isFirst()) {
            return;
        }
        Installation postern = Installation.in(template);
        postern.succeed("init");
        for (String name : List.of("ann", "bob")) {
            postern.succeedWith(
                    "real\n",
                    "account",
                    "add",
                    name + "@example.org",
                    "--imap-host",
                    "localhost:1",
                    "--imap-tls",
                    "implicit",
                    "--password-stdin");
        }
        postern.succeed("app", "add", "old", "--account", "ann", "--protocols", "imap");
    }

    FaultyRuns runs() {
        return runs;
    }

    List<FaultPoint> points() throws IOException, InterruptedException {
        return copies.points(runs);
    }

    /** Tries all of them and gives what was wrong with each that failed. */
    List<String> each(List<FaultPoint> points, Copies.Trial trial) throws Exception {
        return copies.each(points, (point, home) -> verdict(point, home, trial));
    }

    private String verdict(FaultPoint point, Path home, Copies.Trial trial)
            throws IOException, InterruptedException {
        String wrong = trial.run(point, home);
        looking.lock();
        try {
            Installation postern = Installation.existing(home);
            List<String> faults = new ArrayList<>();
            if (!wrong.isEmpty()) {
                faults.add(wrong);
            }
            // What init has not finished is not to be used but to be begun again.
            if (!command.isFirst()) {
                unsound(postern).ifPresent(faults::add);
            }
            again(postern, faults);
            unsound(postern).ifPresent(faults::add);
            write(postern);
            leftovers(home, faults);
            return String.join("; then ", faults);
        } finally {
            looking.unlock();
        }
    }

    /** The first command that finds something not whole. */
    private static Optional<String> unsound(Installation postern) {
        for (String[] look :
                List.of(
                        new String[] {"check"},
                        new String[] {"app", "list"},
                        new String[] {"account", "list"},
                        new String[] {"vault", "status"},
                        new String[] {"audit", "verify"})) {
            Installation.Ran ran = postern.run(look);
            if (ran.code() != 0) {
                return Optional.of(String.join(" ", look) + ": " + ran);
            }
        }
        try (OpenState state = OpenState.open(postern.locations(), VaultAccess.unattended())) {
            return state.vault()
                    .password("ann")
                    .map(password -> password.revealText())
                    .filter(password -> !Set.of("real", "changed").contains(password))
                    .map(password -> "the password is neither the old nor the new one");
        }
    }

    /** The same command: it goes through, or has nothing left to do. */
    private void again(Installation postern, List<String> faults) {
        Installation.Ran ran =
                postern.runWith(command.input(), command.arguments().toArray(String[]::new));
        String lists =
                postern.run("account", "list", "--json").out()
                        + postern.run("app", "list", "--json").out();
        boolean usual = ran.code() == 0 || ran.code() == ExitCode.REFUSED.number();
        if (!usual || !command.shows().test(lists)) {
            faults.add("the same command does not get through: " + ran + lists);
        }
    }

    /** Into every file: drafts with a fixed name last until the next one is written. */
    private static void write(Installation postern) {
        postern.runWith("real\n", "account", "password", "ann", "--password-stdin");
        postern.run("app", "add", "last", "--account", "ann", "--protocols", "imap");
    }

    private static void leftovers(Path home, List<String> faults) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            Set<String> left =
                    files.filter(Files::isRegularFile)
                            .map(Path::toString)
                            .filter(file -> file.matches(".*\\.(new|next|tmp)"))
                            .collect(Collectors.toCollection(TreeSet::new));
            long drafts = left.stream().filter(file -> file.matches(DRAFT)).count();
            left.removeIf(file -> file.matches(DRAFT));
            if (drafts > 1 || !left.isEmpty()) {
                faults.add("left behind: " + drafts + " drafts, " + left);
            }
        }
    }
}
