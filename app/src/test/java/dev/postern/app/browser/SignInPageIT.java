package dev.postern.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.oauth.OauthAccounts;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.signin.AuthorizationRequest;
import dev.postern.core.signin.Conclusion;
import dev.postern.core.signin.RedirectListener;
import dev.postern.core.signin.Redirected;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What the browser shows when it comes back from a provider, and what its address bar keeps. */
@Tag("programs")
class SignInPageIT {
    private static final String FOREIGN = "This is not the page of your current sign-in.";

    @TempDir private static Path directory;
    private static Chromium chromium;
    private static ConsentServer provider;

    private final AtomicInteger redeemed = new AtomicInteger();
    private Conclusion conclusion = new Conclusion.SignedIn();
    private RedirectListener listener;
    private AuthorizationRequest request;

    @BeforeAll
    static void start() throws Exception {
        provider = new ConsentServer();
        chromium = Chromium.start(directory);
    }

    @AfterAll
    static void end() throws Exception {
        provider.close();
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        chromium.forget();
        open("http://127.0.0.1:0/");
    }

    private void open(String redirect) throws Exception {
        close();
        listener = RedirectListener.open(URI.create(redirect));
        Credential.Oauth oauth =
                new Credential.Oauth(
                        OauthAccounts.server(
                                URI.create(redirect),
                                Optional.of(provider.authorization()),
                                Optional.empty(),
                                Optional.empty()),
                        new OauthClient("id", new OauthClient.Authentication.None()),
                        new Grant.AuthorizationCode(),
                        List.of("mail"));
        request =
                AuthorizationRequest.of(
                        oauth, "jo@example.org", listener.redirect(), new SecureRandom());
        listener.expect(request);
        listener.decision().whenComplete((decision, defect) -> decision.ifPresent(this::redeem));
    }

    /** What the command does, whose thread this would be. */
    private void redeem(Redirected.Decision decision) {
        switch (decision) {
            case Redirected.Denied ignored -> {}
            case Redirected.Code(var code) -> {
                if (code.revealText().equals(ConsentServer.CODE)) {
                    redeemed.incrementAndGet();
                }
                listener.conclude(conclusion);
            }
        }
    }

    @AfterEach
    void close() {
        if (listener != null) {
            listener.close();
            request.close();
        }
    }

    private void consent() throws Exception {
        chromium.open(request.address());
        chromium.textWith("May Postern?");
        chromium.click("yes");
    }

    /** The redirect with {@code query}, from anywhere. */
    private URI redirect(String query) {
        return URI.create(listener.redirect() + "?" + query);
    }

    private String state() {
        return ConsentServer.parameter(request.address().getRawQuery(), "state");
    }

    private void assertAddressIs(String path) throws Exception {
        assertThat(chromium.address()).isEqualTo(listener.redirect().resolve(path).toString());
        assertThat(chromium.history())
                .isNotEmpty()
                .noneMatch(url -> url.contains("?code=") || url.contains(ConsentServer.CODE));
    }

    @Test
    void whoConsentedIsDoneAndTheAddressBarIsClean() throws Exception {
        consent();
        assertThat(chromium.textWith("Done.")).contains("You may close this page.");
        assertAddressIs("/result");
        assertThat(redeemed).hasValue(1);
    }

    @Test
    void localhostWorksAsWell() throws Exception {
        open("http://localhost:0/back");
        consent();
        chromium.textWith("Done.");
        assertAddressIs("/back/result");
    }

    @Test
    void theStyleIsOursAndFollowsThePersonsColours() throws Exception {
        chromium.preferDark();
        consent();
        chromium.textWith("Done.");
        assertThat(chromium.evaluate("getComputedStyle(document.querySelector('main')).maxWidth"))
                .isEqualTo("576px");
        assertThat(chromium.evaluate("getComputedStyle(document.body).color"))
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(chromium.evaluate("document.documentElement.lang")).isEqualTo("en");
        assertThat(chromium.evaluate("document.title")).isEqualTo("Done. - Postern");
    }

    @Test
    void reloadingChangesNothing() throws Exception {
        consent();
        chromium.textWith("Done.");
        chromium.reload();
        chromium.textWith("Done.");
        assertAddressIs("/result");
        assertThat(redeemed).hasValue(1);
    }

    @Test
    void goingBackAndConsentingAgainChangesNothing() throws Exception {
        consent();
        chromium.textWith("Done.");
        chromium.back();
        chromium.textWith("May Postern?");
        chromium.click("yes");
        chromium.textWith("Already done.");
        assertAddressIs("/again");
        assertThat(redeemed).hasValue(1);
    }

    @Test
    void aSecondVisitWithTheSameCodeChangesNothing() throws Exception {
        consent();
        chromium.textWith("Done.");
        chromium.open(URI.create("about:blank"));
        chromium.open(redirect("code=" + ConsentServer.CODE + "&state=" + state()));
        chromium.textWith("Already done.");
        assertAddressIs("/again");
        assertThat(redeemed).hasValue(1);
    }

    @Test
    void aDenialIsShownInTheProvidersWords() throws Exception {
        chromium.open(request.address());
        chromium.textWith("May Postern?");
        chromium.click("no");
        chromium.textWith("The provider says no: <b>The person</b> said no (access_denied)");
        assertAddressIs("/result");
        assertThat(chromium.evaluate("document.querySelectorAll('b').length + ''")).isEqualTo("0");
        assertThat(redeemed).hasValue(0);
    }

    /** Defect 19. */
    @Test
    void aForeignRedirectIsToldSoAndTheRightOneStillWorks() throws Exception {
        chromium.open(redirect("code=forged&state=other"));
        chromium.textWith(FOREIGN);
        assertAddressIs("/other");
        assertThat(redeemed).hasValue(0);
        consent();
        chromium.textWith("Done.");
        assertThat(redeemed).hasValue(1);
    }

    @Test
    void aCodeThatWasNotGoodIsShownWithReasonAndCommand() throws Exception {
        conclusion = new Conclusion.Failed("The code is too old.", "postern account login jo");
        consent();
        assertThat(chromium.textWith("You are not signed in."))
                .contains("The code is too old.", "postern account login jo");
        assertAddressIs("/result");
    }
}
