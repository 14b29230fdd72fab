package dev.postern.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Anything at all in the file of what providers offer: each line of it is said to clients. */
class OffersFuzzTest {

    private static final Account WORK =
            new Account(
                    "work",
                    "ann@example.org",
                    Set.of(),
                    Map.of(
                            Protocol.IMAP,
                            new Upstream(
                                    "mail.example.org",
                                    993,
                                    UpstreamTls.IMPLICIT,
                                    new Trust.RuntimeAuthorities(),
                                    "ann",
                                    Optional.empty())),
                    new Credential.VaultPassword());

    @TempDir private static Path temporary;
    private static StateLock lock;

    @BeforeAll
    static void takeTheLock() {
        lock = StateLock.acquire(StateDirectory.open(temporary.resolve("state")));
    }

    @AfterAll
    static void leaveTheLock() {
        lock.close();
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "a-file-of-offers.dict")
    void aFileOfOffers(byte[] content) throws IOException {
        Files.write(lock.directory().offers(), content);
        OfferMemory memory = OfferMemory.open(lock, Runnable::run);
        for (List<String> offers : memory.known(Protocol.IMAP, List.of(WORK))) {
            assertThat(offers).allMatch(offer -> offer.matches("[ -~]{0,1024}"));
        }
        memory.remember("work", Protocol.IMAP, List.of("IDLE"));
        assertThat(OfferMemory.open(lock, Runnable::run).known(Protocol.IMAP, List.of(WORK)))
                .containsExactly(List.of("IDLE"));
    }
}
