package dev.postern.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.Denial;
import dev.postern.core.account.Protocol;
import dev.postern.core.gate.GateTally;
import dev.postern.core.login.CloseReason;
import dev.postern.core.testing.log.LogRecorder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@Timeout(60)
final class AuditTrailTest {

    @TempDir Path temporary;

    private Ledger ledger() {
        return new Ledger(temporary.resolve("audit"));
    }

    @Test
    void whoRecordsNothingTouchesNoFile() {
        ledger().open(Ledger.ROOMY).close();

        assertThat(temporary.resolve("audit")).doesNotExist();
    }

    @Test
    void theFilesAreForTheirOwnerOnly() throws IOException {
        ledger().write(Ledger.ROOMY, 1, 1);

        assertThat(mode(ledger().directory())).isEqualTo("rwx------");
        assertThat(mode(ledger().file(1))).isEqualTo("rw-------");
        assertThat(mode(ledger().head())).isEqualTo("rw-------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void anEndedSessionIsToldWithWhatItsGateSaw() {
        try (AuditTrail trail = ledger().open(Ledger.ROOMY)) {
            trail.record(
                    new AuditEvent.SessionEnded(
                            connection(),
                            "laptop",
                            "work",
                            1234,
                            56789,
                            Duration.ofMillis(1500),
                            Optional.of(new GateTally(Map.of("FETCH", 2, "SELECT", 1), 3, 4)),
                            CloseReason.CLIENT_CLOSED));
        }

        assertThat(ledger().lines(1).get(1))
                .contains(
                        "\"event\":\"session-ended\"",
                        "\"session\":\"7\",\"protocol\":\"smtp\",\"client\":\"[::1]:5\"",
                        "\"tls\":\"\",\"program\":\"scanner\"",
                        "\"app\":\"laptop\",\"account\":\"work\"",
                        "\"sent\":1234,\"received\":56789,\"seconds\":1.5",
                        "\"verbs\":{\"FETCH\":2,\"SELECT\":1},\"refused\":3,\"messages\":4",
                        "\"reason\":\"client-closed\"");
    }

    @Test
    void aRefusalIsToldWithItsReason() {
        try (AuditTrail trail = ledger().open(Ledger.ROOMY)) {
            trail.record(
                    new AuditEvent.LoginRefused(
                            connection(),
                            Optional.empty(),
                            Optional.of("work"),
                            Optional.of(Denial.REVOKED_SECRET)));
            trail.record(
                    new AuditEvent.LoginRefused(
                            connection(),
                            Optional.of("printer"),
                            Optional.empty(),
                            Optional.empty()));
        }

        assertThat(ledger().lines(1).get(1))
                .contains("\"uid\":\"1000\"")
                .contains("\"account\":\"work\",\"reason\":\"revoked-secret\"")
                .doesNotContain("\"app\"");
        assertThat(ledger().lines(1).get(2))
                .contains("\"app\":\"printer\",\"reason\":\"throttled\"")
                .doesNotContain("account");
    }

    private static AuditEvent.Connection connection() {
        return new AuditEvent.Connection("7", Protocol.SMTP, "[::1]:5", "", "scanner", "1000");
    }

    @Test
    void aRestartContinuesTheChain() {
        ledger().write(Ledger.ROOMY, 1, 3).write(Ledger.ROOMY, 4, 5);

        assertThat(ledger().apps()).containsExactly("app-1", "app-2", "app-3", "app-4", "app-5");
        assertThat(ledger().verify().faults()).isEmpty();
    }

    @Test
    void onlySoManyFilesAreKeptAndThatIsNoFault() throws IOException {
        AuditLimits small = new AuditLimits(2_000, 3, 100_000, Duration.ZERO, Ledger.ROOMY.sync());
        for (int i = 0; i < 40; i++) {
            ledger().write(small, i * 5, i * 5 + 4);
        }

        try (Stream<Path> files = Files.list(ledger().directory())) {
            assertThat(files.filter(file -> file.toString().endsWith(".jsonl"))).hasSize(3);
        }
        AuditFinding finding = ledger().verify();
        assertThat(finding.faults()).isEmpty();
        assertThat(finding.files()).isEqualTo(3);
        assertThat(ledger().apps()).endsWith("app-198", "app-199");
    }

    @Test
    void theOldestKeptFileRemovedShows() throws IOException {
        AuditLimits small = new AuditLimits(2_000, 3, 100_000, Duration.ZERO, Ledger.ROOMY.sync());
        for (int i = 0; i < 40; i++) {
            ledger().write(small, i * 5, i * 5 + 4);
        }
        int oldest = new AuditFiles(ledger().directory()).numbers().getFirst();
        Files.delete(ledger().file(oldest));

        assertThat(ledger().verify().faults())
                .containsExactly(new AuditFinding.Fault(AuditFiles.name(oldest), 0, "is missing"));
    }

    @Test
    void manyThreadsRecordAndNothingIsLost() throws InterruptedException {
        int each = 25_000;
        try (AuditTrail trail = ledger().open(Ledger.ROOMY)) {
            List<Thread> threads = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int start = thread * each;
                threads.add(
                        Thread.startVirtualThread(() ->
                                IntStream.range(start, start + each)
                                        .forEach(i -> trail.record(Ledger.login(i)))));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }

        assertThat(ledger().apps()).hasSize(4 * each).doesNotHaveDuplicates();
        AuditFinding finding = ledger().verify();
        assertThat(finding.faults()).isEmpty();
        assertThat(finding.notes()).isEmpty();
        assertThat(finding.lines()).isEqualTo(4 * each + 1);
    }

    @Test
    void whatTheQueueCannotHoldIsCounted() {
        AuditLimits narrow =
                new AuditLimits(Long.MAX_VALUE, 4, 2, Duration.ZERO, Ledger.ROOMY.sync());
        try (AuditTrail trail = ledger().open(narrow)) {
            IntStream.range(0, 20_000).forEach(i -> trail.record(Ledger.login(i)));
        }

        AuditFinding finding = ledger().verify();
        assertThat(finding.faults()).isEmpty();
        assertThat(finding.notes()).isNotEmpty().allMatch(note -> note.contains("could not be"));
        long lost =
                ledger().lines(1).stream()
                        .filter(line -> line.contains("\"event\":\"lost\""))
                        .mapToLong(line -> Long.parseLong(line.replaceAll(".*\"events\":|,.*", "")))
                        .sum();
        assertThat(ledger().apps().size() + lost).isEqualTo(20_000);
    }

    @Test
    void whereTheDiskRefusesTheLossIsSaidOnceAndKeptWhenItIsOver() throws IOException {
        Files.writeString(temporary.resolve("audit"), "a file where the directory should be");
        try (AuditTrail trail = ledger().open(Ledger.ROOMY)) {
            trail.record(Ledger.login(1));
            trail.flush();
            trail.record(Ledger.login(2));
            trail.flush();
            Files.delete(temporary.resolve("audit"));
            trail.record(Ledger.login(3));
        }

        assertThat(ledger().apps()).containsExactly("app-3");
        assertThat(ledger().lines(1).get(1)).contains("\"event\":\"lost\",\"events\":2");
        assertThat(LogRecorder.lines().stream().filter(this::tellsOfUs)).hasSize(1);
    }

    private boolean tellsOfUs(String line) {
        return line.contains("cannot be written") && line.contains(temporary.toString());
    }

    @Test
    void aLineWithoutItsEndIsTakenAwayAndTold() throws IOException {
        Ledger killed = new Ledger(temporary.resolve("killed"));
        try (AuditTrail trail = ledger().open(Ledger.ROOMY)) {
            trail.record(Ledger.login(1));
            trail.flush();
            Files.createDirectories(killed.directory());
            Files.copy(ledger().head(), killed.head());
            Files.writeString(
                    killed.file(1), Files.readString(ledger().file(1)) + "{\"line\":3,\"ti");
        }

        AuditFinding before = killed.verify();
        assertThat(before.faults()).isEmpty();
        assertThat(before.notes()).anyMatch(note -> note.contains("not finished"));

        killed.write(Ledger.ROOMY, 2, 2);
        AuditFinding after = killed.verify();
        assertThat(after.faults()).isEmpty();
        assertThat(after.notes()).anyMatch(note -> note.contains("13 octets"));
        assertThat(killed.apps()).containsExactly("app-1", "app-2");
    }
}
