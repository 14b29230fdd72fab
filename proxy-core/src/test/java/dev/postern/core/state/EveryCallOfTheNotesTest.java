package dev.postern.core.state;

import dev.postern.core.audit.LastUses;
import dev.postern.core.testing.crash.Copies;
import dev.postern.core.testing.crash.FaultyRuns;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Kills a process that writes down last uses and offers before each single thing that it does to a
 * file.
 */
@Tag("programs")
@Tag("torture")
@Timeout(300)
final class EveryCallOfTheNotesTest {

    private static final Pattern KEPT = Pattern.compile("kept ([0-9]+)");

    @TempDir Path directory;

    @Test
    void aKillBeforeEachCallLeavesTheOldFileOrTheNewOne() throws Exception {
        Copies copies = new Copies(directory);
        try (StateLock lock = Notes.lock(copies.template())) {
            for (int round = 0; round < Notes.FIRST; round++) {
                Notes.note(lock, round);
            }
        }
        copies.kill(
                FaultyRuns.of(Notes.class, ""),
                "while last uses and offers are noted",
                20,
                EveryCallOfTheNotesTest::verdict);
    }

    private static String verdict(FaultyRuns.Ran ran, Path home) {
        int kept = Notes.FIRST - 1;
        Matcher said = KEPT.matcher(ran.printed());
        while (said.find()) {
            kept = Integer.parseInt(said.group(1));
        }
        try (StateLock lock = Notes.lock(home)) {
            Set<String> apps = LastUses.read(lock.directory().lastUses()).keySet();
            if (!apps.equals(apps(kept)) && !apps.equals(apps(kept + 1))) {
                return "found uses of " + apps + " after " + ran.printed();
            }
            List<String> offers = Notes.remembered(lock);
            if (!offers.equals(Notes.offers(kept)) && !offers.equals(Notes.offers(kept + 1))) {
                return "found the offers " + offers + " after " + ran.printed();
            }
            Notes.note(lock, kept + 1);
            return Notes.remembered(lock).equals(Notes.offers(kept + 1))
                            && LastUses.read(lock.directory().lastUses())
                                    .keySet()
                                    .equals(apps(kept + 1))
                            && files(lock)
                                    .equals(Set.of("bridge.lock", "last-use.json", "offers.json"))
                    ? ""
                    : "could not go on; there is " + files(lock);
        }
    }

    private static Set<String> apps(int last) {
        return IntStream.rangeClosed(0, last)
                .mapToObj(round -> "app-" + round)
                .collect(Collectors.toSet());
    }

    private static Set<String> files(StateLock lock) {
        try (Stream<Path> files = Files.list(lock.directory().path())) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
