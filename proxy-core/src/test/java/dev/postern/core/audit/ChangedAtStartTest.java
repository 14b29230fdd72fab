package dev.postern.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is found changed when a process begins stays a fault, though the log then goes on. */
final class ChangedAtStartTest {

    @TempDir Path temporary;

    private Ledger ledger;

    @BeforeEach
    void writeThreeFiles() {
        ledger = Ledger.ofThreeFiles(temporary.resolve("audit"));
    }

    @Test
    void whatWasFoundChangedAtAStartStaysAFault() {
        ledger.tamper(
                3,
                lines -> {
                    lines.removeLast();
                    return lines;
                });
        ledger.write(Ledger.ROOMY, 100, 105);

        List<AuditFinding.Fault> faults = ledger.verify().faults();

        assertThat(faults).extracting(AuditFinding.Fault::file).contains("audit-000004.jsonl");
        assertThat(faults)
                .extracting(AuditFinding.Fault::what)
                .anyMatch(what -> what.contains("found changed"));
        assertThat(ledger.apps()).endsWith("app-104", "app-105");
    }

    @Test
    void aLogThatWasGoneAtAStartStaysAFault() throws IOException {
        for (int number = 1; number <= 3; number++) {
            Files.delete(ledger.file(number));
        }
        Files.delete(ledger.head());
        try (AuditTrail trail = ledger.open(Ledger.ROOMY, LogKey.Age.KNOWN)) {
            trail.record(Ledger.login(1));
        }

        assertThat(ledger.verify().faults())
                .extracting(AuditFinding.Fault::what)
                .anyMatch(what -> what.contains("the whole log that was here is gone"));
    }

    @Test
    void aHeadThatWasGoneAtAStartStaysAFault() throws IOException {
        Files.delete(ledger.head());
        ledger.write(Ledger.ROOMY, 100, 105);

        assertThat(ledger.verify().faults())
                .extracting(AuditFinding.Fault::what)
                .anyMatch(what -> what.contains("the head of the log is gone"));
    }

    @Test
    void anEarlierCopyPutBackShowsToTheProcessThatWroteOn() throws IOException {
        byte[] oldFile = Files.readAllBytes(ledger.file(3));
        byte[] oldHead = Files.readAllBytes(ledger.head());
        try (AuditTrail trail = ledger.open(Ledger.ROOMY, LogKey.Age.KNOWN)) {
            trail.record(Ledger.login(100));
            trail.flush();
            Files.write(ledger.file(3), oldFile);
            Files.write(ledger.head(), oldHead);

            assertThat(trail.verify().faults()).isNotEmpty();
        }
    }
}
