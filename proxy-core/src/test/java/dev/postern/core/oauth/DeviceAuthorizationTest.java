package dev.postern.core.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.OauthClient.Authentication;
import dev.postern.core.http.HttpsReply;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.oauth.Registration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Getting a code that a person types in somewhere else. */
class DeviceAuthorizationTest {

    @TempDir private Path directory;
    private Household house;

    @BeforeEach
    void open() {
        house = new Household(directory);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void asksAsRfc8628HasItAndUnderstandsTheAnswer() {
        house.server().register(Registration.open(Household.CLIENT));
        DeviceReply reply = house.authorize(house.oauth());

        assertThat(house.server().deviceRequests().getFirst().body())
                .isEqualTo("scope=https%3A%2F%2Fmail.example%2F+offline+access&client_id=postern");
        assertThat(reply)
                .isInstanceOfSatisfying(
                        DeviceReply.Begun.class,
                        begun -> {
                            assertThat(begun.userCode()).isEqualTo("WDJB-0000");
                            assertThat(begun.verification().getPath()).isEqualTo("/enter");
                            assertThat(begun.complete())
                                    .contains(
                                            URI.create(
                                                    begun.verification() + "?user_code=WDJB-0000"));
                            assertThat(begun.lifetime()).isEqualTo(Duration.ofMinutes(15));
                            assertThat(begun.interval()).isEqualTo(Duration.ofSeconds(5));
                            assertThat(begun.toString())
                                    .doesNotContain(begun.deviceCode().revealText());
                        });
    }

    @Test
    void aClientThatNobodyKnowsIsRefused() {
        assertThat(house.authorize(house.oauth()))
                .isEqualTo(new DeviceReply.Refused("invalid_client", "Nobody we know"));
    }

    @Test
    void aServerWithoutThatEndpointIsNotAsked() {
        AuthorizationServer plain = house.described();
        AuthorizationServer without =
                new AuthorizationServer(
                        "Example",
                        plain.token(),
                        plain.authorization(),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        plain.redirect(),
                        plain.trust(),
                        plain.proxy());
        assertThat(
                        house.authorize(
                                new Credential.Oauth(
                                        without,
                                        new OauthClient(
                                                Household.CLIENT, new Authentication.None()),
                                        new Grant.DeviceCode(),
                                        List.of())))
                .isEqualTo(
                        new DeviceReply.Unaskable(
                                "No address is known where Example gives out device codes. Set"
                                        + " `device_url` for the account work, or sign in with a"
                                        + " browser: oauth = \"code\"."));
    }

    @Test
    void anAnswerAsGoogleHasItWillDo() {
        assertThat(
                        read(
                                """
                                {"device_code": "d", "user_code": "GQVQ-JKEC", "expires_in": "1800",
                                 "verification_url": "https://www.google.com/device"}
                                """))
                .isEqualTo(
                        new DeviceReply.Begun(
                                Secret.of("d"),
                                "GQVQ-JKEC",
                                URI.create("https://www.google.com/device"),
                                Optional.empty(),
                                Duration.ofMinutes(30),
                                Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "7, 7", "-3, 5", "100000, 60", "'\"9\"', 9"})
    void theIntervalIsKeptInBounds(String said, long seconds) {
        assertThat(
                        read(
                                """
                                {"device_code": "d", "user_code": "c", "interval": %s,
                                 "verification_uri": "https://example.org/"}
                                """
                                        .formatted(said)))
                .isInstanceOfSatisfying(
                        DeviceReply.Begun.class,
                        begun ->
                                assertThat(begun.interval())
                                        .isEqualTo(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'user_code':'c','verification_uri':'https://example.org/'}",
                "{'device_code':'d','verification_uri':'https://example.org/'}",
                "{'device_code':'d','user_code':'c'}",
                "{'device_code':'d','user_code':'c','verification_uri':'javascript:alert(1)'}",
                "{'device_code':'d','user_code':'c','verification_uri':'http://example.org/'}",
                "{'device_code':'d','user_code':'\\u001b[2J','verification_uri':'https://a.example/'}",
                "{'device_code':'d\\n','user_code':'c','verification_uri':'https://a.example/'}",
            })
    void anAnswerThatIsNoUseIsNoAnswer(String json) {
        assertThat(read(json.replace('\'', '"')))
                .isEqualTo(
                        new DeviceReply.Failed(
                                "login.example answers without a device code, a code for the person"
                                        + " and an address to type it in (status 200)",
                                Optional.empty()));
    }

    private static DeviceReply read(String body) {
        return DeviceAuthorization.read(
                new AnswerReader("login.example", Clock.systemUTC()),
                new FormPost.Posted.Answered(
                        new HttpsReply.Answer(200, Map.of(), Secret.of(body)), new Form()));
    }
}
