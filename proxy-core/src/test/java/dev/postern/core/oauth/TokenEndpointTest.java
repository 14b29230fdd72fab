package dev.postern.core.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.OauthClient.Authentication;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.oauth.Registration;
import dev.postern.core.testing.oauth.TokenServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What goes over the wire for each grant, and that a strict server grants it. */
class TokenEndpointTest {

    /** RFC 7636 appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @TempDir private Path directory;
    private Household house;

    @BeforeEach
    void open() {
        house = new Household(directory);
    }

    @AfterEach
    void close() {
        assertThat(house.server().broken()).isEmpty();
        house.close();
    }

    @Test
    void theWholeRequestIsAsRfc6749HasIt() {
        house.server().register(Registration.open(Household.CLIENT));
        house.ask(house.oauth(), new TokenRequest.Refresh(Secret.of("r")));

        assertThat(house.seen().head())
                .isEqualTo(
                        """
                        POST /token HTTP/1.1
                        content-type: application/x-www-form-urlencoded
                        content-length: 58
                        host: localhost:%d
                        user-agent: Postern
                        accept-encoding: identity
                        connection: close
                        Accept: application/json
                        """
                                .formatted(house.server().token().getPort())
                                .replace("\n", "\r\n"));
        assertThat(house.seen().body())
                .isEqualTo("grant_type=refresh_token&refresh_token=r&client_id=postern");
    }

    @Test
    void redeemsACodeWithItsVerifier() {
        URI redirect = URI.create("http://127.0.0.1:4711/");
        String code = consented(redirect);
        TokenReply reply =
                house.ask(
                        house.oauth(),
                        new TokenRequest.Code(Secret.of(code), Secret.of(VERIFIER), redirect));

        assertThat(house.seen().body())
                .isEqualTo(
                        "grant_type=authorization_code&code=%s&redirect_uri=http%%3A%%2F%%2F127.0.0.1%%3A4711%%2F&code_verifier=%s&client_id=postern"
                                .formatted(code, VERIFIER));
        TokenReply.Granted granted = granted(reply);
        assertThat(house.server().userOf(granted.accessToken().revealText()))
                .contains(TokenServer.USER);
        assertThat(granted.refreshToken()).isPresent();
        assertThat(granted.lifetime()).contains(Duration.ofHours(1));
        assertThat(granted.scope()).contains("mail");
    }

    @Test
    void aCodeIsGoodOnce() {
        URI redirect = URI.create("http://127.0.0.1:4711/");
        TokenRequest request =
                new TokenRequest.Code(
                        Secret.of(consented(redirect)), Secret.of(VERIFIER), redirect);
        house.ask(house.oauth(), request);

        assertThat(house.ask(house.oauth(), request))
                .isEqualTo(
                        new TokenReply.Refused(
                                "invalid_grant", "no such code, or one that was used"));
    }

    // Defect 19
    @Test
    void aCodeIsWorthNothingWithoutItsVerifier() {
        URI redirect = URI.create("http://127.0.0.1:4711/");
        assertThat(
                        house.ask(
                                house.oauth(),
                                new TokenRequest.Code(
                                        Secret.of(consented(redirect)),
                                        Secret.of(VERIFIER.replace('d', 'e')),
                                        redirect)))
                .isEqualTo(
                        new TokenReply.Refused(
                                "invalid_grant", "the code verifier does not match"));
    }

    @Test
    void refreshesAndGetsTheNextRefreshToken() {
        house.server().register(Registration.open(Household.CLIENT));
        String first = house.server().signedIn(Household.CLIENT, "mail");
        TokenReply.Granted granted =
                granted(house.ask(house.oauth(), new TokenRequest.Refresh(Secret.of(first))));

        assertThat(granted.refreshToken()).isPresent().isNotEqualTo(Optional.of(Secret.of(first)));
        assertThat(house.ask(house.oauth(), new TokenRequest.Refresh(Secret.of(first))))
                .isInstanceOfSatisfying(
                        TokenReply.Refused.class,
                        refused -> assertThat(refused.error()).isEqualTo("invalid_grant"));
        assertThat(house.server().userOf(granted.accessToken().revealText())).isEmpty();
    }

    @Test
    void aServerThatDoesNotRotateRepeatsNoRefreshToken() {
        house.server()
                .register(Registration.open(Household.CLIENT))
                .refreshTokens(TokenServer.RefreshTokens.FIXED);
        TokenRequest refresh =
                new TokenRequest.Refresh(
                        Secret.of(house.server().signedIn(Household.CLIENT, "mail")));

        assertThat(granted(house.ask(house.oauth(), refresh)).refreshToken()).isEmpty();
        assertThat(granted(house.ask(house.oauth(), refresh)).refreshToken()).isEmpty();
        assertThat(house.server().requests("refresh_token")).isEqualTo(2);
    }

    @Test
    void theFormIsEncodedAsAppendixBHasIt() {
        house.server()
                .register(Registration.open(Household.CLIENT))
                .password("ann@example.org", "a b&c=d+é%\n*-._~");
        granted(
                house.ask(
                        house.oauth(), new TokenRequest.Password(Secret.of("a b&c=d+é%\n*-._~"))));

        assertThat(house.seen().body())
                .isEqualTo(
                        "grant_type=password&username=ann%40example.org&password=a+b%26c%3Dd%2B%C3%A9%25%0A*-._%7E"
                            + "&scope=https%3A%2F%2Fmail.example%2F+offline+access&client_id=postern");
    }

    @Test
    void whatAServerWantsBesidesIsAddedButChangesNothingOfOurs() {
        house.server().register(Registration.open(Household.CLIENT));
        AuthorizationServer plain = house.described();
        AuthorizationServer picky =
                new AuthorizationServer(
                        plain.name(),
                        plain.token(),
                        plain.authorization(),
                        plain.deviceAuthorization(),
                        plain.authorizationParameters(),
                        Map.of("resource", "https://partner.outlook.cn", "grant_type", "mine"),
                        plain.redirect(),
                        plain.trust(),
                        plain.proxy());
        house.ask(
                new Credential.Oauth(
                        picky,
                        new OauthClient(Household.CLIENT, new Authentication.None()),
                        new Grant.AuthorizationCode(),
                        List.of()),
                new TokenRequest.Refresh(Secret.of("r")));

        assertThat(house.seen().body())
                .isEqualTo(
                        "grant_type=refresh_token&refresh_token=r&client_id=postern&resource=https%3A%2F%2Fpartner.outlook.cn");
    }

    @Test
    void aDeviceAsksUntilSomebodyHasConsented() {
        house.server().register(Registration.open(Household.CLIENT)).deviceInterval(Duration.ZERO);
        DeviceReply.Begun begun = (DeviceReply.Begun) house.authorize(house.oauth());
        TokenRequest request = new TokenRequest.Device(begun.deviceCode());

        assertThat(house.ask(house.oauth(), request))
                .isInstanceOfSatisfying(
                        TokenReply.Refused.class,
                        refused -> assertThat(refused.error()).isEqualTo("authorization_pending"));
        assertThat(house.seen().body())
                .isEqualTo(
                        "grant_type=urn%%3Aietf%%3Aparams%%3Aoauth%%3Agrant-type%%3Adevice_code&device_code=%s&client_id=postern"
                                .formatted(begun.deviceCode().revealText()));
        house.server().approve(begun.userCode());
        granted(house.ask(house.oauth(), request));
    }

    /** The code that a person's consent gave. */
    private String consented(URI redirect) {
        house.server().register(Registration.open(Household.CLIENT, "http://127.0.0.1/"));
        URI back =
                house.server()
                        .consent(
                                URI.create(
                                        house.server().authorization()
                                                + "?response_type=code&client_id=postern&scope=mail&state=xyz"
                                                + "&code_challenge_method=S256&code_challenge="
                                                + CHALLENGE
                                                + "&redirect_uri="
                                                + redirect));
        return URLDecoder.decode(
                back.getRawQuery().replaceAll(".*code=([^&]*).*", "$1"), StandardCharsets.UTF_8);
    }

    private static TokenReply.Granted granted(TokenReply reply) {
        assertThat(reply).isInstanceOf(TokenReply.Granted.class);
        return (TokenReply.Granted) reply;
    }
}
