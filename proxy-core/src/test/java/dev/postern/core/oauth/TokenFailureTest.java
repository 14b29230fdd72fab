package dev.postern.core.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.OauthClient.Authentication;
import dev.postern.core.account.Trust;
import dev.postern.core.oauth.TokenReply.Failed;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.log.LogRecorder;
import dev.postern.core.testing.oauth.Fault;
import dev.postern.core.testing.oauth.Registration;
import dev.postern.core.testing.oauth.WebReply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that does what servers do on bad days. */
class TokenFailureTest {

    @TempDir private Path directory;
    private Household house;
    private TokenRequest.Refresh refresh;

    @BeforeEach
    void signIn() {
        house = new Household(directory);
        house.server().register(Registration.open(Household.CLIENT));
        refresh =
                new TokenRequest.Refresh(
                        Secret.of(house.server().signedIn(Household.CLIENT, "mail")));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aSlowServerIsWaitedFor() {
        house.server().next(new Fault.Slow(Duration.ofMillis(300)));
        assertThat(ask()).isInstanceOf(TokenReply.Granted.class);
    }

    @Test
    void aBusyServerSaysWhenToComeBack() {
        house.server().next(Fault.status(503, Optional.of("7")));
        assertThat(ask())
                .isEqualTo(
                        new Failed(
                                "localhost has a fault of its own (status 503)",
                                Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void aCaptiveNetworkIsCalledOne() {
        house.server().next(Fault.webPage());
        assertThat(failure()).contains("a web page instead of JSON");
    }

    @Test
    void garbageIsCalledGarbage() {
        house.server().next(Fault.garbage());
        assertThat(failure()).contains("something that is not JSON");
    }

    @Test
    void halfAnAnswerIsNone() {
        house.server().next(new Fault.Truncated());
        assertThat(failure()).contains("closed the connection amid its reply");
    }

    @Test
    void aResetConnectionSaysSo() {
        house.server().next(new Fault.Reset());
        assertThat(failure()).startsWith("localhost:");
        assertThat(ask()).isInstanceOf(TokenReply.Granted.class);
    }

    @Test
    void anAnswerThatWasLostAfterARotationCostsTheSignIn() {
        house.server().next(new Fault.LostAnswer());
        assertThat(failure()).contains("closed the connection without a reply");
        assertThat(ask())
                .isInstanceOfSatisfying(
                        TokenReply.Refused.class,
                        refused -> assertThat(refused.error()).isEqualTo("invalid_grant"));
    }

    @Test
    void aRefusalIsOne() {
        house.server().next(Fault.invalidGrant());
        assertThat(ask())
                .isEqualTo(
                        new TokenReply.Refused("invalid_grant", "The grant is not good any more"));
    }

    @Test
    void aRedirectIsNotFollowed() {
        house.server()
                .next(
                        new Fault.Saying(
                                new WebReply(
                                        307,
                                        Map.of("Location", house.server().token().toString()),
                                        "")));
        assertThat(failure()).contains("answers with a redirect to localhost");
        assertThat(house.server().requests()).isEqualTo(1);
    }

    // Defect 30
    @Test
    void aServerThatNeverAnswersEndsAtTheDeadline() {
        house.server().next(new Fault.Silence());
        assertThat(house.askImpatiently(house.oauth(), refresh))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed ->
                                assertThat(failed.detail()).contains("no reply within 2 s, while"));
    }

    @Test
    void aServerThatIsNotBelievedIsToldNothing() {
        assertThat(
                        house.ask(
                                with(house.server().described(new Trust.RuntimeAuthorities())),
                                refresh))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.detail()).contains("TLS failed: "));
        assertThat(house.server().requests()).isZero();
    }

    @Test
    void nothingIsSentUnencrypted() {
        AuthorizationServer plain =
                new AuthorizationServer(
                        "test",
                        URI.create("http://login.example.org/token"),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        AuthorizationServer.USUAL_REDIRECT,
                        new Trust.RuntimeAuthorities(),
                        Optional.empty());
        assertThat(house.ask(with(plain), refresh))
                .isEqualTo(
                        new TokenReply.Unaskable(
                                "Nothing was sent to http://login.example.org: secrets would travel"
                                        + " unencrypted, so http is for localhost and loopback"
                                        + " addresses only; write https."));
    }

    @Test
    void noSecretIsLoggedOrPrinted() {
        String stored = "client-secret-of-this-test";
        house.vault().putClientSecret(Household.CLIENT, Secret.of(stored));
        house.server()
                .next(
                        new Fault.Refusal(
                                "invalid_client",
                                "we know no " + stored + " and no " + revealed(refresh)));
        TokenReply refused =
                house.ask(
                        house.oauth(new Authentication.VaultSecret(OauthClient.SecretPlace.BODY)),
                        refresh);
        TokenReply granted = ask();
        assertThat(granted).isInstanceOf(TokenReply.Granted.class);
        String access = ((TokenReply.Granted) granted).accessToken().revealText();

        assertThat(refused + " " + granted + " " + refresh)
                .doesNotContain(stored, revealed(refresh), access);
        assertThat(LogRecorder.lines())
                .noneMatch(line -> line.contains(stored))
                .noneMatch(line -> line.contains(revealed(refresh)))
                .noneMatch(line -> line.contains(access));
    }

    private static String revealed(TokenRequest.Refresh request) {
        return request.refreshToken().revealText();
    }

    private static Credential.Oauth with(AuthorizationServer server) {
        return new Credential.Oauth(
                server,
                new OauthClient(Household.CLIENT, new Authentication.None()),
                new Grant.AuthorizationCode(),
                List.of());
    }

    private TokenReply ask() {
        return house.ask(house.oauth(), refresh);
    }

    private String failure() {
        TokenReply reply = ask();
        assertThat(reply).isInstanceOf(Failed.class);
        return ((Failed) reply).detail();
    }
}
