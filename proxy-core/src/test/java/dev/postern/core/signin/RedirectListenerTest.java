package dev.postern.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.core.secret.Secret;
import dev.postern.core.signin.Browsing.Got;
import dev.postern.core.signin.Redirected.Code;
import dev.postern.core.signin.Redirected.Denied;
import dev.postern.core.testing.log.LogRecorder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

class RedirectListenerTest {
    private static final URI ANY_PORT = URI.create("http://127.0.0.1:0/");
    private static final Conclusion.Failed FAILED =
            new Conclusion.Failed("The code is <old>.", "postern account login jo");

    private RedirectListener listener;
    private AuthorizationRequest request;
    private String state;

    @BeforeEach
    void open() throws Exception {
        open(RedirectListener.open(ANY_PORT));
    }

    private void open(RedirectListener opened) {
        if (listener != null) {
            listener.close();
        }
        listener = opened;
        request = Requests.request(listener.redirect());
        state = Requests.state(request);
        listener.expect(request);
    }

    @AfterEach
    void close() {
        listener.close();
    }

    private Got visit(String target) throws IOException {
        return Browsing.visit(listener.redirect(), target);
    }

    private Got get(String target) throws IOException {
        return Browsing.get(listener.redirect(), target);
    }

    private CompletableFuture<Got> visiting(String target) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return visit(target);
            } catch (IOException lost) {
                throw new CompletionException(lost);
            }
        });
    }

    private Optional<Redirected.Decision> decision() throws Exception {
        return listener.decision().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void thePageSaysDoneOnlyWhenTheTokensAreThere() throws Exception {
        CompletableFuture<Got> page = visiting("/?code=abc&state=" + state);
        assertThat(decision()).contains(new Code(Secret.of("abc")));
        assertThat(page).isNotDone();
        listener.conclude(new Conclusion.SignedIn());
        assertThat(page.get(20, TimeUnit.SECONDS).text())
                .contains("200 OK", "Done.", "You may close this page.");
    }

    @Test
    void aCrowdThatSaysNothingKeepsNoBrowserOut() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                crowd.add(
                        new Socket(
                                InetAddress.getLoopbackAddress(), listener.redirect().getPort()));
            }
            CompletableFuture<Got> page = visiting("/?code=abc&state=" + state);
            assertThat(decision()).contains(new Code(Secret.of("abc")));
            for (int i = 0; i < 200; i++) {
                crowd.add(
                        new Socket(
                                InetAddress.getLoopbackAddress(), listener.redirect().getPort()));
            }
            listener.conclude(new Conclusion.SignedIn());
            assertThat(page.get(20, TimeUnit.SECONDS).text()).contains("Done.");
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    @Test
    void theCodeLeavesTheAddressBar() throws Exception {
        Got got = get("/?code=abc&state=" + state);
        assertThat(got.status()).isEqualTo(303);
        assertThat(got.location()).isEqualTo("/result");
        assertThat(got.text()).doesNotContain("abc", state);
        listener.conclude(new Conclusion.SignedIn());
        assertThat(get("/result").text()).contains("Done.");
    }

    @Test
    void aCodeThatCouldNotBeRedeemedIsShownWithReasonAndCommand() throws Exception {
        CompletableFuture<Got> page = visiting("/?code=abc&state=" + state);
        decision();
        listener.conclude(FAILED);
        assertThat(page.get(20, TimeUnit.SECONDS).text())
                .contains("not signed in", "The code is &lt;old&gt;.", "postern account login jo")
                .doesNotContain("Done");
        assertThat(visit("/?code=abc&state=" + state).text()).contains("Already over");
    }

    @Test
    void aPageThatWouldWaitTooLongSaysThatItGoesOn() throws Exception {
        open(RedirectListener.open(ANY_PORT, Duration.ofMinutes(1), Duration.ofMillis(100)));
        assertThat(visit("/?code=abc&state=" + state).text()).contains("Postern is finishing");
    }

    @Test
    void aDenialIsShownEscaped() throws Exception {
        Got page =
                visit("/?error=access_denied&error_description=%3Cb%3Eno%3C/b%3E&state=" + state);
        assertThat(page.text())
                .contains("The provider says no: &lt;b&gt;no&lt;/b&gt; (access_denied)")
                .doesNotContain("<b>");
        assertThat(decision()).contains(new Denied("access_denied", "<b>no</b>"));
    }

    /** Defect 19. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?code=forged&state=other",
                "/?error=access_denied&state=other",
                "/?code=forged",
                "/?x",
                "/",
            })
    void aForeignRedirectIsToldSoAndTheRightOneIsStillWaitedFor(String foreign) throws Exception {
        assertThat(visit(foreign).text())
                .contains("400 Bad Request", "This is not the page of your current sign-in");
        assertThat(listener.decision().toCompletableFuture()).isNotDone();
        assertThat(get("/?code=right&state=" + state).location()).isEqualTo("/result");
        assertThat(decision()).contains(new Code(Secret.of("right")));
        listener.conclude(new Conclusion.SignedIn());
        assertThat(get("/result").text()).contains("Done.");
    }

    @Test
    void onlyTheFirstVisitCounts() throws Exception {
        get("/?code=abc&state=" + state);
        assertThat(visit("/?code=second&state=" + state).text()).contains("Postern is finishing");
        assertThat(decision()).contains(new Code(Secret.of("abc")));
        listener.conclude(new Conclusion.SignedIn());
        assertThat(visit("/?code=abc&state=" + state).text()).contains("Already done");
        assertThat(visit("/?code=x&state=other").text()).contains("Already done");
        assertThat(visit("/result").text()).contains("Done.");
    }

    @Test
    void beforeThereIsAQuestionNoAnswerCounts() throws Exception {
        try (RedirectListener early = RedirectListener.open(ANY_PORT)) {
            assertThat(Browsing.visit(early.redirect(), "/?code=a&state=").text())
                    .contains("not the page");
        }
    }

    @Test
    void pagesLoadNothingAndAreKeptNowhere() throws Exception {
        assertThat(visit("/").text())
                .contains(
                        "content-security-policy: default-src 'none'; style-src 'sha256-",
                        "Referrer-Policy: no-referrer",
                        "cache-control: no-store",
                        "X-Content-Type-Options: nosniff",
                        "<html lang=\"en\">",
                        "color-scheme:light dark")
                .doesNotContain("<script", "src=", "href=");
    }

    /** Defect 20. */
    @Test
    void theDeadlineEndsIt() throws Exception {
        open(RedirectListener.open(ANY_PORT, Duration.ofMillis(100), Browsers.HOLD));
        assertThat(decision()).isEmpty();
        await().atMost(Duration.ofSeconds(20)).until(() -> isRefused());
    }

    /** Defect 20. */
    @Test
    void nothingIsHeldOnceItIsClosed() throws Exception {
        URI redirect = listener.redirect();
        Socket idle = new Socket(InetAddress.getLoopbackAddress(), redirect.getPort());
        await().until(() -> isAnswered());
        listener.close();
        assertThat(decision()).isEmpty();
        assertThat(isRefused()).isTrue();
        assertThat(idle.getInputStream().read()).isEqualTo(-1);
        idle.close();
        try (RedirectListener again = RedirectListener.open(redirect)) {
            assertThat(again.redirect()).isEqualTo(redirect);
        }
    }

    @Test
    void closingLetsTheBrowserFetchItsPage() throws Exception {
        Got moved = get("/?code=abc&state=" + state);
        decision();
        listener.conclude(new Conclusion.SignedIn());
        CompletableFuture<Void> closed = CompletableFuture.runAsync(listener::close);
        assertThat(get(moved.location()).text()).contains("Done.");
        closed.get(20, TimeUnit.SECONDS);
    }

    @Test
    void whoIsOnHoldWhenItEndsIsTold() throws Exception {
        CompletableFuture<Got> page = visiting("/?code=abc&state=" + state);
        decision();
        listener.close();
        assertThat(page.get(20, TimeUnit.SECONDS).text()).contains("stopped waiting");
    }

    private boolean isAnswered() {
        try {
            return visit("/").status() == 400;
        } catch (IOException | RuntimeException notYet) {
            return false;
        }
    }

    private boolean isRefused() {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), listener.redirect().getPort())) {
            return !socket.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    /** Defect 23. */
    @Test
    void theCodeIsInNoLog() throws Exception {
        get("/?code=never-logged-code&state=" + state);
        get("/?code=never-logged-code&state=wrong");
        assertThat(decision()).isPresent();
        listener.conclude(new Conclusion.SignedIn());
        get("/result");
        assertThat(LogRecorder.lines())
                .noneMatch(line -> line.contains("never-logged-code") || line.contains(state));
    }
}
