package dev.postern.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class LastUsesTest {

    private static final Clock NOON =
            Clock.fixed(Instant.parse("2026-11-23T12:00:00.123Z"), ZoneOffset.UTC);

    @TempDir Path temporary;

    private final List<Runnable> later = new ArrayList<>();

    private Path file() {
        return temporary.resolve("last-use.json");
    }

    private LastUses open() {
        return LastUses.opened(file(), later::add, NOON);
    }

    private static AuditEvent login(String app, String client) {
        return new AuditEvent.LoggedIn(
                new AuditEvent.Connection("1", Protocol.IMAP, client, "", "mutt", ""), app, "work");
    }

    @Test
    void aLoginIsRememberedWithTimeAddressAndProgram() {
        try (LastUses uses = open()) {
            uses.record(login("Laptop", "192.0.2.1:50000"));
            uses.record(login("phone", "[2001:db8::1]:50000"));

            assertThat(uses.of("laptop"))
                    .hasValue(new LastUse("2026-11-23T12:00:00Z", "192.0.2.1", "mutt"));
            assertThat(uses.of("phone").orElseThrow().client()).isEqualTo("2001:db8::1");
            assertThat(uses.of("tablet")).isEmpty();
        }
    }

    @Test
    void manyLoginsAreOneWriteAndLater() {
        LastUses uses = open();
        for (int i = 0; i < 1000; i++) {
            uses.record(login("app-" + i, "192.0.2.1:50000"));
        }

        assertThat(later).hasSize(1);
        assertThat(file()).doesNotExist();
        later.getFirst().run();
        assertThat(LastUses.read(file())).hasSize(1000);
    }

    @Test
    void whatWasNotYetWrittenIsWrittenAtTheEnd() {
        try (LastUses uses = open()) {
            uses.record(login("laptop", "192.0.2.1:50000"));
        }
        try (LastUses again = open()) {
            assertThat(again.of("laptop")).isPresent();
        }
    }

    @Test
    void anAppThatIsRenamedKeepsIts() {
        try (LastUses uses = open()) {
            uses.record(login("laptop", "192.0.2.1:50000"));
            uses.record(new AuditEvent.AppRenamed("laptop", "desk"));

            assertThat(uses.of("laptop")).isEmpty();
            assertThat(uses.of("desk")).isPresent();
        }
    }

    @Test
    void aDamagedFileIsBegunAnew() throws IOException {
        for (String damaged : List.of("{", "[]", "null", "{\"laptop\": null}", "{\"laptop\": 5}")) {
            Files.writeString(file(), damaged);
            assertThat(LastUses.read(file())).as(damaged).isEmpty();
        }
        Files.writeString(file(), "{\"laptop\": {\"time\": \"2026-11-23T12:00:00Z\"}}");
        assertThat(LastUses.read(file()))
                .isEqualTo(Map.of("laptop", new LastUse("2026-11-23T12:00:00Z", "", "")));
    }
}
