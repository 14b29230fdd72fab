package dev.postern.core.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.postern.core.access.LoginAttempt;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.secret.Secret;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Anything at all as a SASL message, of a client and of a provider. */
class SaslFuzzTest {

    /** The example of RFC 7677 3. */
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";

    private static final String SERVER_FIRST =
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private static final String SERVER_FINAL = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    private static final Upstream UPSTREAM =
            new Upstream(
                    "mail.example.org",
                    993,
                    UpstreamTls.IMPLICIT,
                    new Trust.RuntimeAuthorities(),
                    "user",
                    Optional.empty());

    /** The longest message that LOGIN and the others need; a server may ask on for ever. */
    private static final int MOST_ANSWERS = 2;

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "a-clients-message.dict")
    void aClientsMessage(byte[] message) {
        List<byte[]> parts = parts(message);
        switch (new SaslServer.Plain().answer(message.clone())) {
            case SaslServer.Step.Attempted(LoginAttempt attempt) -> {
                assertThat(parts).hasSize(3);
                assertThat(attempt.user()).isEqualTo(new String(parts.get(1), UTF_8));
                assertThat(attempt.secret().reveal()).isEqualTo(parts.get(2));
                String identity = new String(parts.get(0), UTF_8);
                assertThat(identity.isEmpty() || identity.equalsIgnoreCase(attempt.user()))
                        .isTrue();
            }
            case SaslServer.Step.OtherIdentity ignored -> assertThat(parts).hasSize(3);
            case SaslServer.Step.NotOfThisMechanism ignored ->
                    assertThat(parts.size()).isNotEqualTo(3);
            case SaslServer.Step.Ask ignored -> throw new AssertionError("PLAIN is one message");
        }
        if (new SaslServer.LoginUser().answer(message.clone()) instanceof SaslServer.Step.Ask ask) {
            assertThat(parts).hasSize(1);
            assertThat(ask.next().answer(message.clone()))
                    .isInstanceOfSatisfying(
                            SaslServer.Step.Attempted.class,
                            attempted ->
                                    assertThat(attempted.attempt().secret().reveal())
                                            .isEqualTo(message));
        } else {
            assertThat(parts.size()).isGreaterThan(1);
        }
    }

    /** At each NUL, however many there are. */
    private static List<byte[]> parts(byte[] message) {
        return Arrays.stream(new String(message, ISO_8859_1).split("\0", -1))
                .map(part -> part.getBytes(ISO_8859_1))
                .toList();
    }

    /** Who has not the password's proof is never believed; a line of the input is a challenge. */
    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "a-providers-challenges-of-scram.dict")
    void aProvidersChallengesOfScram(byte[] challenges) {
        ScramSha256 exchange = new ScramSha256("user", Secret.of("pencil"), NONCE);
        List<String> lines = List.of(new String(challenges, UTF_8).split("\n", -1));
        for (String line : lines) {
            Optional<byte[]> answer = exchange.respond(line.getBytes(UTF_8));
            answer.filter(octets -> octets.length > 0)
                    .map(octets -> new String(octets, UTF_8))
                    .ifPresent(text ->
                            assertThat(text)
                                    .startsWith("c=biws,r=" + NONCE)
                                    .containsPattern(",p=[A-Za-z0-9+/]{43}=$"));
            if (answer.isEmpty()) {
                break;
            }
        }
        if (exchange.doubt().isEmpty()) {
            assertThat(lines.getFirst()).isEqualTo(SERVER_FIRST);
            assertThat(lines.get(1)).startsWith(SERVER_FINAL);
        }
        exchange.fault().ifPresent(fault -> assertThat(fault).matches("[ -~…]{1,300}"));
    }

    /** A password is said once at most, whatever is asked for how often. */
    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "a-providers-other-challenges.dict")
    void aProvidersOtherChallenges(byte[] challenges) {
        Secret secret = Secret.of("s3cret-s3cret");
        for (SaslExchange exchange :
                List.of(
                        new Plain("user", secret),
                        new Login("user", secret),
                        new Xoauth2("user", secret),
                        new OauthBearer(UPSTREAM, secret))) {
            StringBuilder said = new StringBuilder();
            exchange.initialResponse().ifPresent(first -> said.append(new String(first, UTF_8)));
            int answers = 0;
            for (String line : new String(challenges, UTF_8).split("\n", -1)) {
                Optional<byte[]> answer = exchange.respond(line.getBytes(UTF_8));
                answer.ifPresent(octets -> said.append(new String(octets, UTF_8)));
                if (answer.isEmpty() || ++answers > MOST_ANSWERS) {
                    break;
                }
            }
            assertThat(said.toString().split("s3cret-s3cret", -1).length).isLessThanOrEqualTo(2);
        }
    }
}
