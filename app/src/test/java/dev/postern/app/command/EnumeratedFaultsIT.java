package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.Tally;
import dev.postern.core.testing.crash.FaultPoint;
import dev.postern.core.testing.crash.FaultyRuns;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Kills each command that changes something before every single thing that it does to a file, and
 * has the disk be full at every single one; then looks whether the state is whole, whether the same
 * command goes through now, and what lies about. No point is left out and none is drawn by lot:
 * {@link FaultyRuns} enumerates them.
 */
@Tag("programs")
@Tag("torture")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnumeratedFaultsIT {

    private Path temporary;
    private InstalledProgram program;

    @BeforeAll
    void remember(@TempDir Path directory) throws Exception {
        temporary = directory;
        program = InstalledProgram.in(temporary);
    }

    static Stream<ChangingCommand> commands() {
        return ChangingCommand.all();
    }

    @ParameterizedTest
    @MethodSource("commands")
    @Timeout(600)
    void aKillBeforeEachCallLeavesTheOldOrTheNew(ChangingCommand command) throws Exception {
        FaultTrials trials =
                new FaultTrials(program, command, temporary.resolve("kill-" + command));
        List<FaultPoint> points = trials.points();
        List<String> failures =
                trials.each(
                        points,
                        (point, home) -> {
                            FaultyRuns.Ran ran = trials.runs().killed(point, home);
                            return ran.wasKilled() ? "" : "was not killed: " + ran;
                        });
        Tally.count(
                "crashes",
                "kill -9 before each call on a file of " + command,
                points.size(),
                points.size() - failures.size());
        assertThat(points).as("something is written").hasSizeGreaterThan(10);
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    @Timeout(600)
    void aFullDiskAtEachCallIsToldAndLeavesTheOldOrTheNew(ChangingCommand command)
            throws Exception {
        FaultTrials trials =
                new FaultTrials(program, command, temporary.resolve("full-" + command));
        List<FaultPoint> points = new ArrayList<>(trials.points());
        points.removeIf(point -> !point.creates());
        List<String> failures =
                trials.each(
                        points,
                        (point, home) ->
                                command.complaint(trials.runs().refused(point, "ENOSPC", home)));
        Tally.count(
                "crashes",
                "a full disk at each call on a file of " + command,
                points.size(),
                points.size() - failures.size());
        assertThat(points).as("something is written").hasSizeGreaterThan(5);
        assertThat(failures).isEmpty();
    }
}
