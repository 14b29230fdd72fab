package dev.postern.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.testing.log.LogRecorder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

final class OfferMemoryTest {

    private static final List<String> OFFERS = List.of("IMAP4rev1", "IDLE");

    @TempDir Path temporary;

    private final Queue<Runnable> writes = new ArrayDeque<>();
    private StateLock lock;

    @BeforeEach
    void takeTheLock() {
        lock = StateLock.acquire(StateDirectory.open(temporary.resolve("state")));
    }

    @AfterEach
    void leaveTheLock() {
        lock.close();
    }

    @Test
    void offersAreKnownAfterARestart() {
        open().remember("work", Protocol.IMAP, OFFERS);
        write();

        assertThat(open().known(Protocol.IMAP, List.of(account("work", Protocol.IMAP))))
                .containsExactly(OFFERS);
    }

    @Test
    void eachAccountWithAServerForTheProtocolHasItsList() {
        OfferMemory memory = open();
        memory.remember("work", Protocol.IMAP, OFFERS);
        memory.remember("work", Protocol.SMTP, List.of("SIZE 35882577"));
        List<Account> accounts =
                List.of(
                        account("never-seen", Protocol.IMAP),
                        account("only-smtp", Protocol.SMTP),
                        account("work", Protocol.IMAP, Protocol.SMTP));

        assertThat(memory.known(Protocol.IMAP, accounts)).containsExactly(List.of(), OFFERS);
    }

    @Test
    void nothingIsWrittenWithoutAChange() {
        OfferMemory memory = open();
        memory.remember("work", Protocol.IMAP, OFFERS);
        write();
        memory.remember("work", Protocol.IMAP, OFFERS);

        assertThat(writes).isEmpty();
    }

    @Test
    void changesBeforeAWriteAreOneWrite() {
        OfferMemory memory = open();
        memory.remember("work", Protocol.IMAP, OFFERS);
        memory.remember("home", Protocol.IMAP, OFFERS);

        assertThat(writes).hasSize(1);
        write();
        assertThat(
                        open().known(
                                        Protocol.IMAP,
                                        List.of(
                                                account("home", Protocol.IMAP),
                                                account("work", Protocol.IMAP))))
                .containsExactly(OFFERS, OFFERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"work\":",
                "[7]",
                "\"text\"",
                "{\"work\":{\"imap\":null}}",
                "{\"work\":{\"imap\":[null]}}",
                "{\"work\":{\"imap\":[\"IDLE\\r\\n* BYE\"]}}",
                "{\"work\":{\"imap\":7}}"
            })
    void aDamagedFileIsAnEmptyMemoryAndAWarning(String damaged) throws IOException {
        Files.writeString(lock.directory().offers(), damaged);

        assertThat(open().known(Protocol.IMAP, List.of(account("work", Protocol.IMAP))))
                .containsExactly(List.of());
        assertThat(LogRecorder.lines())
                .anyMatch(line ->
                        line.startsWith("WARN")
                                && line.contains(lock.directory().offers().toString()));
    }

    @Test
    void offersThatCouldEndALineAreNotKept() {
        OfferMemory memory = open();
        memory.remember("work", Protocol.IMAP, List.of("IDLE\r\n* BYE"));

        assertThat(memory.known(Protocol.IMAP, List.of(account("work", Protocol.IMAP))))
                .containsExactly(List.of());
    }

    @Test
    void moreOffersThanAnyProviderHasAreNotKept() {
        OfferMemory memory = open();
        memory.remember("work", Protocol.IMAP, Collections.nCopies(10_000, "IDLE"));

        assertThat(writes).isEmpty();
    }

    private OfferMemory open() {
        return OfferMemory.open(lock, writes::add);
    }

    private void write() {
        while (!writes.isEmpty()) {
            writes.remove().run();
        }
    }

    private static Account account(String name, Protocol... protocols) {
        Upstream upstream =
                new Upstream(
                        "mail.example.org",
                        993,
                        UpstreamTls.IMPLICIT,
                        new Trust.RuntimeAuthorities(),
                        name,
                        Optional.empty());
        Map<Protocol, Upstream> upstreams =
                Arrays.stream(protocols)
                        .collect(Collectors.toMap(Function.identity(), p -> upstream));
        return new Account(
                name, name + "@example.org", Set.of(), upstreams, new Credential.VaultPassword());
    }
}
