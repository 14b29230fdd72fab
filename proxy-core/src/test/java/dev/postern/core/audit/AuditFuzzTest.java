package dev.postern.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.postern.core.testing.Tampering;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** An audit log that was changed by somebody who has not its key, and what else lies there. */
class AuditFuzzTest {

    private static final int LOGINS = 4;

    @TempDir private static Path temporary;
    private static Ledger ledger;
    private static byte[] lines;
    private static byte[] head;

    @BeforeAll
    static void writeALog() throws IOException {
        ledger = new Ledger(temporary.resolve("audit")).write(Ledger.ROOMY, 1, LOGINS);
        lines = Files.readAllBytes(ledger.file(1));
        head = Files.readAllBytes(ledger.head());
    }

    /** The first octet of an input says which of the two files is changed. */
    @FuzzTest(maxDuration = "10m")
    void aLogThatWasChanged(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        byte[] edits = Arrays.copyOfRange(input, 1, input.length);
        boolean ofHead = (input[0] & 1) != 0;
        byte[] genuine = ofHead ? head : lines;
        byte[] changed = Tampering.of(genuine, edits);
        Files.write(ledger.file(1), ofHead ? lines : changed);
        Files.write(ledger.head(), ofHead ? changed : head);

        AuditFinding finding = ledger.verify();

        assertThat(finding.isWhole())
                .as("%s", finding.faults())
                .isEqualTo(Arrays.equals(changed, genuine));
        assertThat(ledger.apps()).hasSizeLessThanOrEqualTo(LOGINS);
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "a-file-of-last-uses.dict")
    void aFileOfLastUses(byte[] content) throws IOException {
        Path file = temporary.resolve("last-use.json");
        Files.write(file, content);

        LastUses.read(file)
                .forEach((app, use) -> {
                    assertThat(app).isNotNull();
                    assertThat(use.time()).isNotNull();
                    assertThat(use.client()).isNotNull();
                    assertThat(use.program()).isNotNull();
                });
    }
}
