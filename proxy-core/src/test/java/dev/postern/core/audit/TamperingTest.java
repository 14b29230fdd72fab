package dev.postern.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;

/** What somebody does to the log who may write its files, but has not the vault's key. */
final class TamperingTest {

    @TempDir Path temporary;

    private Ledger ledger;

    @BeforeEach
    void writeThreeFiles() {
        ledger = Ledger.ofThreeFiles(temporary.resolve("audit"));
    }

    @Test
    void whatNobodyTouchedIsWhole() {
        AuditFinding finding = ledger.verify();

        assertThat(finding.faults()).isEmpty();
        assertThat(finding.notes()).isEmpty();
        assertThat(finding.files()).isEqualTo(3);
        assertThat(finding.lines()).isEqualTo(33);
        assertThat(finding.from()).isNotEmpty().isLessThanOrEqualTo(finding.to());
    }

    @Test
    void everyChangedOctetShows() throws IOException {
        byte[] genuine = Files.readAllBytes(ledger.file(2));
        for (int at = 0; at < genuine.length; at++) {
            byte[] changed = genuine.clone();
            changed[at] ^= 1;
            Files.write(ledger.file(2), changed);

            assertThat(ledger.verify().faults()).as("octet %d", at).isNotEmpty();
        }
    }

    @Test
    void aChangedLineIsNamed() {
        ledger.tamper(
                2,
                lines -> {
                    lines.set(4, lines.get(4).replace("127.0.0.1", "127.0.0.2"));
                    return lines;
                });

        assertThat(ledger.verify().faults())
                .containsExactly(fault(2, 5, "was changed, or the one before it was"));
    }

    @Test
    void aLineRemovedInTheMiddleShows() {
        ledger.tamper(
                2,
                lines -> {
                    lines.remove(4);
                    return lines;
                });

        assertThat(ledger.verify().faults())
                .containsExactly(
                        fault(2, 5, "does not follow on the line before: 1 lines are gone"));
    }

    @Test
    void theFirstLineOfAFileRemovedShows() {
        ledger.tamper(
                2,
                lines -> {
                    lines.removeFirst();
                    return lines;
                });

        assertThat(ledger.verify().faults())
                .containsExactly(fault(2, 1, "was changed, or is not the first of this file"));
    }

    @Test
    void theLastLineOfAnEarlierFileRemovedShows() {
        ledger.tamper(
                2,
                lines -> {
                    lines.removeLast();
                    return lines;
                });

        assertThat(ledger.verify().faults())
                .containsExactly(
                        fault(
                                3,
                                1,
                                "does not follow on the line before: what stood between is gone"));
    }

    @Test
    void theLastLineRemovedShows() {
        ledger.tamper(
                3,
                lines -> {
                    lines.removeLast();
                    return lines;
                });

        assertThat(ledger.verify().faults())
                .hasSize(1)
                .first()
                .satisfies(fault -> {
                    assertThat(fault.file()).isEqualTo("audit-000003.jsonl");
                    assertThat(fault.what()).contains("line 33").contains("cut off");
                });
    }

    @Test
    void aFileCutAnywhereShows() throws IOException {
        byte[] genuine = Files.readAllBytes(ledger.file(3));
        for (int length = 0; length < genuine.length; length += 7) {
            Files.write(ledger.file(3), Arrays.copyOf(genuine, length));

            assertThat(ledger.verify().faults()).as("%d octets", length).isNotEmpty();
        }
    }

    @Test
    void swappedLinesShow() {
        ledger.tamper(
                2,
                lines -> {
                    Collections.swap(lines, 4, 6);
                    return lines;
                });

        assertThat(ledger.verify().faults()).isNotEmpty().allMatch(fault -> fault.line() >= 5);
    }

    @Test
    void anInsertedLineShows() {
        ledger.tamper(
                2,
                lines -> {
                    lines.add(5, lines.get(4).replace("app-14", "app-99"));
                    return lines;
                });

        assertThat(ledger.verify().faults())
                .contains(fault(2, 6, "does not belong here: it was added, or moved"));
    }

    @Test
    void aLineRepeatedShows() {
        ledger.tamper(
                2,
                lines -> {
                    lines.add(5, lines.get(4));
                    return lines;
                });

        assertThat(ledger.verify().faults()).isNotEmpty();
    }

    @Test
    void aLineAddedAtTheEndShows() {
        ledger.tamper(
                3,
                lines -> {
                    lines.add(lines.getLast());
                    return lines;
                });

        assertThat(ledger.verify().faults()).hasSize(1);
    }

    @Test
    void everyFileRemovedShows() throws IOException {
        for (int number = 1; number <= 3; number++) {
            byte[] genuine = Files.readAllBytes(ledger.file(number));
            Files.delete(ledger.file(number));

            assertThat(ledger.verify().faults()).contains(fault(number, 0, "is missing"));
            Files.write(ledger.file(number), genuine);
        }
    }

    @Test
    void aFileAddedShows() throws IOException {
        Files.copy(ledger.file(3), ledger.file(4));

        assertThat(ledger.verify().faults()).containsExactly(fault(4, 0, "is not of this log"));
    }

    @Test
    void theHeadRemovedOrChangedShows() throws IOException {
        byte[] genuine = Files.readAllBytes(ledger.head());
        Files.delete(ledger.head());
        assertThat(ledger.verify().faults()).hasSize(1);

        byte[] changed = genuine.clone();
        changed[10] ^= 1;
        Files.write(ledger.head(), changed);
        assertThat(ledger.verify().faults()).hasSize(1);
    }

    @Test
    void theWholeLogRemovedShows() throws IOException {
        for (int number = 1; number <= 3; number++) {
            Files.delete(ledger.file(number));
        }
        Files.delete(ledger.head());

        assertThat(ledger.verify().faults()).hasSize(1);
        assertThat(ledger.verify(LogKey.Age.NEW).faults()).isEmpty();
    }

    private static AuditFinding.Fault fault(int file, long line, String what) {
        return new AuditFinding.Fault(AuditFiles.name(file), line, what);
    }
}
