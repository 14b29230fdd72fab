package dev.postern.app.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.oauth.OauthAccounts;
import dev.postern.app.operation.Answer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;
import java.util.Optional;

class PastedSignInTest {
    private static final Credential.Oauth OAUTH =
            OauthAccounts.oauth(new Grant.AuthorizationCode());
    private static final Answer DONE = new Answer.Done(List.of());

    private static String redirected(Scene scene, String answer) {
        return "http://127.0.0.1:1/?%s&state=%s".formatted(answer, scene.parameter("state"));
    }

    private static String sentence(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return answer instanceof Answer.Refused(String sentence) ? sentence : "";
    }

    @Test
    void theAddressThatWasPastedIsRedeemed() {
        Scene scene = Scene.answering(DONE).typing(it -> redirected(it, "code=c%2F1"));
        assertThat(new PastedSignIn(scene.signIn(OAUTH)).run()).isEqualTo(DONE);
        assertThat(scene.said())
                .contains("https://login.example.org/authorize?", "login_hint=jo%40example.org");
        assertThat(scene.requests().getFirst())
                .matches("jo code c/1 43 http://127\\.0\\.0\\.1:(49[1-9]|[56]).*/");
        assertThat(scene.parameter("redirect_uri")).doesNotContain("%3A0%2F");
    }

    @Test
    void aFixedRedirectStaysAsItIsRegistered() {
        Credential.Oauth elsewhere =
                new Credential.Oauth(
                        OauthAccounts.server(
                                URI.create("https://login.example.org/nativeclient"),
                                OAUTH.server().authorization(),
                                Optional.empty(),
                                Optional.empty()),
                        OAUTH.client(),
                        OAUTH.grant(),
                        OAUTH.scopes());
        Scene scene = Scene.answering(DONE).typing(it -> redirected(it, "code=c"));
        new PastedSignIn(scene.signIn(elsewhere)).run();
        assertThat(scene.requests())
                .containsExactly("jo code c 43 https://login.example.org/nativeclient");
    }

    /** Defect 19. */
    @Test
    void theWrongAddressIsAskedForAgain() {
        Scene scene =
                Scene.answering(DONE)
                        .typing(it -> "4/0Abc")
                        .typing(it -> "http://127.0.0.1:1/?code=forged&state=other")
                        .typing(it -> redirected(it, "code=right"));
        assertThat(new PastedSignIn(scene.signIn(OAUTH)).run()).isEqualTo(DONE);
        assertThat(scene.said()).contains("whole address", "belongs to another sign-in");
        assertThat(scene.requests()).singleElement().asString().contains("jo code right");
    }

    @Test
    void aDenialEndsIt() {
        Scene scene = Scene.answering().typing(it -> redirected(it, "error=access_denied"));
        assertThat(sentence(new PastedSignIn(scene.signIn(OAUTH)).run()))
                .contains("The provider says no: access_denied.", "postern account login jo");
    }

    @Test
    void itIsNotAskedForEver() {
        Scene scene = Scene.answering();
        for (int i = 0; i < 10; i++) {
            scene.typing(it -> "x");
        }
        assertThat(sentence(new PastedSignIn(scene.signIn(OAUTH)).run())).contains("None of 5");
    }

    @Test
    void theEndOfTheInputEndsIt() {
        assertThat(sentence(new PastedSignIn(Scene.answering().signIn(OAUTH)).run()))
                .contains("end of the input");
    }

    /** A server that sees a code twice withdraws what it gave for it. */
    @Test
    void aCodeIsRedeemedOnceOnly() {
        Scene scene =
                Scene.answering(new Answer.NotYet(Answer.NotYet.Pace.AFTER_TROUBLE, "it is busy."))
                        .typing(it -> redirected(it, "code=c"));
        assertThat(sentence(new PastedSignIn(scene.signIn(OAUTH)).run()))
                .contains("could not be fetched now: it is busy.", "postern account login jo");
        assertThat(scene.requests()).hasSize(1);
    }
}
