package dev.postern.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;
import dev.postern.core.signin.Redirected.Code;
import dev.postern.core.signin.Redirected.Denied;
import dev.postern.core.signin.Redirected.NotARedirect;
import dev.postern.core.signin.Redirected.WrongState;
import dev.postern.core.testing.log.LogRecorder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.SecureRandom;
import java.util.Map;

class AuthorizationRequestTest {
    private final AuthorizationRequest request = Requests.request(Requests.REDIRECT);
    private final String state = Requests.state(request);

    private static AuthorizationRequest of(String endpoint, Map<String, String> parameters) {
        return AuthorizationRequest.of(
                Requests.oauth(endpoint, parameters),
                "jo@example.org",
                Requests.REDIRECT,
                new SecureRandom());
    }

    /** Defect 19. */
    @Test
    void theAddressSaysWhatTheStandardsWant() {
        Map<String, String> parameters = Requests.parameters(request);
        assertThat(request.address().toString()).startsWith("https://login.example.org/authorize?");
        assertThat(parameters)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "our id")
                .containsEntry("redirect_uri", "http://127.0.0.1:1234/")
                .containsEntry("scope", "mail.read offline_access")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("login_hint", "jo@example.org");
        assertThat(parameters.get("state")).matches("[A-Za-z0-9_-]{43}");
        TokenRequest.Code redeeming = request.redeeming(new Code(Secret.of("c")));
        assertThat(parameters.get("code_challenge"))
                .isEqualTo(new Pkce(redeeming.verifier()).challenge());
        assertThat(redeeming.redirect()).isEqualTo(Requests.REDIRECT);
        assertThat(request.address().toString())
                .doesNotContain(redeeming.verifier().revealText())
                .contains("mail.read%20offline_access");
    }

    @Test
    void everySignInHasAStateOfItsOwn() {
        assertThat(state).isNotEqualTo(Requests.state(Requests.request(Requests.REDIRECT)));
    }

    @Test
    void theQueryOfTheEndpointStays() {
        assertThat(of("https://login.example.org/a?tenant=x%20y#f", Map.of()).address().toString())
                .startsWith("https://login.example.org/a?tenant=x%20y&")
                .contains("&state=")
                .doesNotContain("#");
    }

    @Test
    void aServerMayWantMoreParametersButReplacesNoneThatProtects() {
        Map<String, String> parameters =
                Requests.parameters(
                        of(
                                "https://login.example.org/a",
                                Map.of(
                                        "access_type", "offline",
                                        "login_hint", "delegate@example.org",
                                        "state", "fixed",
                                        "code_challenge_method", "plain")));
        assertThat(parameters)
                .containsEntry("access_type", "offline")
                .containsEntry("login_hint", "delegate@example.org")
                .containsEntry("code_challenge_method", "S256")
                .doesNotContainEntry("state", "fixed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code=a%2Fb&state=S",
                "?state=S&code=a%2Fb&session_state=1",
                "http://127.0.0.1:1234/?code=a%2Fb&state=S#fragment",
                "  http://127.0.0.1:1234/?code=a%2Fb&state=S\r\n",
            })
    void aCodeIsReadFromAQueryAndFromAWholeAddress(String text) {
        assertThat(request.read(text.replace("=S", "=" + state)))
                .isEqualTo(new Code(Secret.of("a/b")));
    }

    /** Defect 19. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "code=a&state=other",
                "code=a&state=%s ",
                "code=a&state=%sx",
                "error=access_denied&state=other",
                "error=access_denied",
                "error=access_denied&state=",
            })
    void whatHasAnotherStateDoesNotCount(String text) {
        assertThat(request.read("?" + text.formatted(state).replace(" ", "%20")))
                .isInstanceOf(WrongState.class);
    }

    /** Defect 19. */
    @Test
    void anEmptyStateIsWrongAfterTheSignInToo() {
        request.close();
        assertThat(request.read("?code=a&state=")).isInstanceOf(NotARedirect.class);
        assertThat(request.read("?code=a&state=" + state)).isInstanceOf(WrongState.class);
    }

    @Test
    void aCodeAloneIsRefusedWithAWordWhatIsWanted() {
        assertThat(request.read("4/0AVMBsJhc_x-y"))
                .isInstanceOfSatisfying(
                        NotARedirect.class,
                        refused -> assertThat(refused.sentence()).contains("whole address"));
        assertThat(request.read("?code=a"))
                .isInstanceOfSatisfying(
                        NotARedirect.class,
                        refused -> assertThat(refused.sentence()).contains("whole address"));
    }

    @Test
    void theAddressThatWasToBeOpenedIsRecognized() {
        assertThat(request.read(request.address().toString()))
                .isInstanceOfSatisfying(
                        NotARedirect.class,
                        refused -> assertThat(refused.sentence()).contains("address to open"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://127.0.0.1:1234/",
                "?code=a&code=b&state=S",
                "?code=a&state=S&state=S",
                "?code=%zz&state=S",
                "https://example.org/?a=b",
            })
    void somethingElseIsNoRedirect(String text) {
        assertThat(request.read(text.replace("=S", "=" + state))).isInstanceOf(NotARedirect.class);
    }

    @Test
    void aRedirectLongerThanAnyIsNotRead() {
        assertThat(request.read("?state=" + state + "&code=" + "x".repeat(40_000)))
                .isInstanceOf(NotARedirect.class);
    }

    @Test
    void aDenialKeepsTheProvidersWordsWithoutWhatMovesACursor() {
        assertThat(
                        request.read(
                                "?error=access_denied&error_description=No%1b%5b2J%0d%0athanks%e2%80%ae&state="
                                        + state))
                .isEqualTo(new Denied("access_denied", "No [2J  thanks?"));
        assertThat(new Denied("e", "x".repeat(2000)).description()).hasSize(300);
        assertThat(new Denied("e", "why").words()).isEqualTo("why (e)");
        assertThat(new Denied("e", "").words()).isEqualTo("e");
    }

    @Test
    void anotherIssuerIsLoggedAndNotRefused() {
        assertThat(request.read("?code=a&iss=https%3A%2F%2Faccounts.example.org&state=" + state))
                .isInstanceOf(Code.class);
        assertThat(LogRecorder.lines()).noneMatch(line -> line.contains("accounts.example.org"));
        assertThat(request.read("?code=secret-code&iss=https%3A%2F%2Fevil.test&state=" + state))
                .isInstanceOf(Code.class);
        assertThat(LogRecorder.lines())
                .anyMatch(line -> line.contains("evil.test") && line.contains("issuer"))
                .noneMatch(line -> line.contains("secret-code") || line.contains(state));
    }
}
