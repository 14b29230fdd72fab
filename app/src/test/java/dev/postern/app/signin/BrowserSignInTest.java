package dev.postern.app.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.oauth.OauthAccounts;
import dev.postern.app.operation.Answer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class BrowserSignInTest {
    private static final Credential.Oauth OAUTH =
            OauthAccounts.oauth(new Grant.AuthorizationCode());

    private final CompletableFuture<String> page = new CompletableFuture<>();

    /** Comes back with an answer, as a browser does, without having been anywhere. */
    private Browser comingBack(Scene scene, String answer) {
        return address -> {
            HttpClient client =
                    HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
            String redirect =
                    URLDecoder.decode(scene.parameter("redirect_uri"), StandardCharsets.UTF_8);
            client.sendAsync(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "%s?%s&state=%s"
                                                            .formatted(
                                                                    redirect,
                                                                    answer,
                                                                    scene.parameter("state"))))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .thenAccept(response -> page.complete(response.body()));
            return new Browser.Opening.Opened();
        };
    }

    private String page() throws Exception {
        return page.get(20, TimeUnit.SECONDS);
    }

    @Test
    void theCodeIsRedeemedAndThePageSaysDone() throws Exception {
        Answer done = new Answer.Done(List.of());
        Scene scene = Scene.answering(done);
        assertThat(new BrowserSignIn(scene.signIn(OAUTH), comingBack(scene, "code=c")).run())
                .isEqualTo(done);
        assertThat(page()).contains("Done.");
        assertThat(scene.requests())
                .singleElement()
                .asString()
                .matches("jo code c 43 http://127\\.0\\.0\\.1:[1-9][0-9]+/");
        assertThat(scene.said()).contains("jo@example.org", "https://login.example.org/authorize");
    }

    @Test
    void aRefusalIsOnThePageAndInTheAnswer() throws Exception {
        Answer refused = new Answer.Refused("The code is too old.");
        Scene scene = Scene.answering(refused);
        assertThat(new BrowserSignIn(scene.signIn(OAUTH), comingBack(scene, "code=c")).run())
                .isEqualTo(refused);
        assertThat(page()).contains("The code is too old.", "postern account login jo");
    }

    @Test
    void aDenialIsOnThePageAndInTheAnswer() throws Exception {
        Scene scene = Scene.answering();
        assertThat(
                        new BrowserSignIn(
                                        scene.signIn(OAUTH),
                                        comingBack(scene, "error=access_denied"))
                                .run())
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        it -> assertThat(it.sentence()).contains("says no: access_denied."));
        assertThat(page()).contains("The provider says no: access_denied");
    }

    @Test
    void withoutABrowserTheAddressIsPrintedAndWaitedFor() {
        Answer done = new Answer.Done(List.of());
        Scene scene = Scene.answering(done);
        Browser person =
                address -> {
                    comingBack(scene, "code=c").open(address);
                    return new Browser.Opening.NotOpened("this machine has no desktop.");
                };
        assertThat(new BrowserSignIn(scene.signIn(OAUTH), person).run()).isEqualTo(done);
        assertThat(scene.said()).contains("this machine has no desktop.", "--paste");
    }

    @Test
    void aPortThatIsTakenIsToldOf() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Scene scene = Scene.answering();
            Credential.Oauth fixed = redirectingTo(taken.getLocalPort());
            assertThat(new BrowserSignIn(scene.signIn(fixed), Browser.none()).run())
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            it -> assertThat(it.sentence()).contains("--paste"));
        }
    }

    /** Defect 20. */
    @Test
    void interruptingItLeavesNothingBehind() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Scene scene = Scene.answering();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        CompletableFuture<URI> opened = new CompletableFuture<>();
        Browser browser =
                address -> {
                    opened.complete(address);
                    return new Browser.Opening.Opened();
                };
        Thread command =
                Thread.ofPlatform()
                        .start(() ->
                                answer.complete(
                                        new BrowserSignIn(
                                                        scene.signIn(redirectingTo(port)), browser)
                                                .run()));
        opened.get(20, TimeUnit.SECONDS);
        assertThat(isListenedTo(port)).isTrue();
        command.interrupt();
        assertThat(answer.get(20, TimeUnit.SECONDS)).isInstanceOf(Answer.Refused.class);
        assertThat(isListenedTo(port)).isFalse();
    }

    private static boolean isListenedTo(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static Credential.Oauth redirectingTo(int port) {
        return new Credential.Oauth(
                OauthAccounts.server(
                        URI.create("http://127.0.0.1:%d/".formatted(port)),
                        OAUTH.server().authorization(),
                        Optional.empty(),
                        Optional.empty()),
                OAUTH.client(),
                OAUTH.grant(),
                OAUTH.scopes());
    }
}
