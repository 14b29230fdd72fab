package dev.postern.core.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.secret.Secret;
import dev.postern.core.testing.ScramServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

class ScramSha256Test {

    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String FIRST =
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private static final String FINAL = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    @Test
    void speaksAsTheExampleOfRfc7677() {
        ScramSha256 exchange = example();
        assertThat(exchange.initialResponse().map(ScramSha256Test::text))
                .contains("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
        assertThat(answer(exchange, FIRST))
                .contains(
                        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertThat(exchange.doubt()).isPresent();
        assertThat(answer(exchange, FINAL)).contains("");
        assertThat(exchange.doubt()).isEmpty();
        assertThat(exchange.fault()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
                "v=",
                "v=!",
                "",
                "x=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
            })
    void aServerThatCannotProveThatItKnowsThePasswordIsNotBelieved(String last) {
        ScramSha256 exchange = example();
        answer(exchange, FIRST);
        assertThat(answer(exchange, last)).isEmpty();
        assertThat(exchange.fault()).isPresent();
        assertThat(exchange.doubt()).isPresent();
    }

    @Test
    void aServerThatSaysWhyItRefusesIsHeard() {
        ScramSha256 exchange = example();
        answer(exchange, FIRST);
        assertThat(answer(exchange, "e=invalid-proof")).contains("");
        assertThat(exchange.fault()).isEmpty();
        assertThat(exchange.doubt()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "r=anotherNonce1234,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096 | nonce",
                "r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096 | nonce",
                "m=x,r=rOprNGfwEbeRWgbNEkqO1,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096 | something else",
                "r=rOprNGfwEbeRWgbNEkqO1,s=,i=4096 | salt",
                "r=rOprNGfwEbeRWgbNEkqO1,s=**,i=4096 | salt",
                "r=rOprNGfwEbeRWgbNEkqO1,s=QQ== | something else",
                "Password: | something else",
                "r=rOprNGfwEbeRWgbNEkqO1,s=QQ==,i=4095 | from 4096 to 20000, found 4095",
                "r=rOprNGfwEbeRWgbNEkqO1,s=QQ==,i=20001 | mechanism = \"PLAIN\"",
                "r=rOprNGfwEbeRWgbNEkqO1,s=QQ==,i=4294967296000000000000000 | found"
                        + " 42949672960000000000…",
                "r=rOprNGfwEbeRWgbNEkqO1,s=QQ==,i=-1 | found -1",
                "r=rOprNGfwEbeRWgbNEkqO1,s=QQ==,i=4\u001b[2J\u0000ü | found 4?[2J??;",
                "r=rOprNGfwEbeRWgbNEkqO1,s=QQ==,i= | iteration count",
            })
    void aFirstMessageThatIsNoneEndsTheExchange(String first, String said) {
        ScramSha256 exchange = example();
        assertThat(answer(exchange, first)).isEmpty();
        assertThat(exchange.fault().orElseThrow()).contains(said);
        assertThat(answer(exchange, FINAL)).isEmpty();
    }

    @Test
    void aThirdChallengeHasNoPlace() {
        ScramSha256 exchange = example();
        answer(exchange, FIRST);
        answer(exchange, FINAL);
        assertThat(answer(exchange, FINAL)).isEmpty();
    }

    @Test
    void signsOfTheProtocolInTheUserNameAreEscaped() {
        assertThat(
                        new ScramSha256("a=b,c", Secret.of("x"), NONCE)
                                .initialResponse()
                                .map(ScramSha256Test::text))
                .contains("n,,n=a=3Db=2Cc,r=" + NONCE);
    }

    /** RFC 4013 3: the examples that have an output, and what stays as it is. */
    @ParameterizedTest
    @CsvSource({"I\u00ADX,IX", "\u00AA,a", "\u2168,IX", "a\u00A0b,a b", "I\u0007X,I\u0007X"})
    void passwordsAreComparedAsSaslprepPreparesThem(String typed, String stored) throws Exception {
        ScramServer server = new ScramServer(stored);
        ScramSha256 exchange = new ScramSha256("user", Secret.of(typed));
        String first = exchange.initialResponse().map(ScramSha256Test::text).orElseThrow();
        String proof = answer(exchange, server.challenge(first)).orElseThrow();
        assertThat(answer(exchange, server.verdict(proof))).contains("");
        assertThat(exchange.doubt()).isEmpty();
    }

    @Test
    void noTwoNoncesAreAlike() {
        assertThat(
                        new ScramSha256("u", Secret.of("x"))
                                .initialResponse()
                                .map(ScramSha256Test::text))
                .isNotEqualTo(
                        new ScramSha256("u", Secret.of("x"))
                                .initialResponse()
                                .map(ScramSha256Test::text));
    }

    private static ScramSha256 example() {
        return new ScramSha256("user", Secret.of("pencil"), NONCE);
    }

    private static Optional<String> answer(ScramSha256 exchange, String challenge) {
        return exchange.respond(challenge.getBytes(StandardCharsets.UTF_8))
                .map(ScramSha256Test::text);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
