package dev.postern.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.secret.Secret;
import dev.postern.core.token.RecordJson.Found;
import dev.postern.core.token.TokenRecord.Access;
import dev.postern.core.token.TokenRecord.Owner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Optional;

final class RecordJsonTest {

    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00.123Z");

    private static final String WHOLE =
            "{'version':1,'server':'s','client':'c','signed-in':'2026-11-23T18:00:00Z',"
                    + "'refreshed':'2026-11-23T18:00:00Z'}";

    private static Found read(String json) {
        return RecordJson.read(Secret.of(json.replace('\'', '"')));
    }

    @Test
    void aWholeRecordComesBackAsItWas() {
        TokenRecord record =
                new TokenRecord(
                        new Owner("https://login.example.org/token", "id \"quoted\" ü"),
                        Optional.of(Secret.of("refresh/+=~ü")),
                        Optional.of(Secret.of("earlier")),
                        Optional.of(new Access(Secret.of("access"), NOW, NOW.plusSeconds(3600))),
                        NOW,
                        NOW.plusSeconds(1),
                        Optional.of("mail offline"),
                        Optional.of(new Trouble(Trouble.Kind.REVOKED, NOW, NOW, "words")));

        assertThat(RecordJson.read(RecordJson.written(record))).isEqualTo(new Found.Whole(record));
    }

    @Test
    void theLeastRecordIsRead() {
        assertThat(read(WHOLE)).isInstanceOf(Found.Whole.class);
    }

    @Test
    void aRecordFromBeforeScopesWereKeptHasNone() {
        assertThat(read(WHOLE))
                .isInstanceOfSatisfying(
                        Found.Whole.class, it -> assertThat(it.record().scope()).isEmpty());
    }

    @Test
    void aRecordPrintsNoSecret() {
        assertThat(read(WHOLE.replace("'server'", "'refresh':'secret','server'")).toString())
                .contains("refresh=Optional[••••]")
                .doesNotContain("secret");
    }

    @Test
    void aLaterFormatIsNamed() {
        assertThat(read("{'version':2}")).isEqualTo(new Found.Newer("2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{'version':'1'}",
                "{'version':1}",
                "{'version':null}",
                "nonsense",
                "{'version':1,'server':'s','client':'c','signed-in':'today','refreshed':'today'}",
                "{'version':1,'server':'s','client':7,'signed-in':'2026-11-23T18:00:00Z','refreshed':'2026-11-23T18:00:00Z'}",
                "{'version':1,'server':'s','client':'c','signed-in':'2026-11-23T18:00:00Z','refreshed':'2026-11-23T18:00:00Z','refresh':{}}",
                "{'version':1,'server':'s','client':'c','signed-in':'2026-11-23T18:00:00Z','refreshed':'2026-11-23T18:00:00Z','access':{}}",
                "{'version':1,'server':'s','client':'c','signed-in':'2026-11-23T18:00:00Z','refreshed':'2026-11-23T18:00:00Z','unknown':1}",
            })
    void anythingElseIsDamaged(String json) {
        assertThat(read(json)).isEqualTo(new Found.Damaged());
    }
}
