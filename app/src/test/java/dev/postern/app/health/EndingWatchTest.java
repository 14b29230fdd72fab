package dev.postern.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.notice.Notice;
import dev.postern.app.oauth.OauthAccounts;
import dev.postern.app.operation.OpenState;
import dev.postern.app.operation.Status;
import dev.postern.app.operation.VaultAccess;
import dev.postern.config.BridgeSettings;
import dev.postern.config.Configuration;
import dev.postern.config.Locations;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.oauth.TokenReply;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;
import dev.postern.core.token.TokenEngine;
import dev.postern.core.token.TokenListener;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What ends by itself is said in time, and not to those whom it does not concern. */
class EndingWatchTest {
    @TempDir private Path home;
    private final Queue<Notice> told = new ConcurrentLinkedQueue<>();
    private OpenState state;
    private TokenEngine tokens;

    @BeforeEach
    void open() {
        state =
                OpenState.open(
                        Locations.ofUser().withState(home.resolve("state")),
                        VaultAccess.unattended());
        tokens =
                new TokenEngine(
                        state.vault(),
                        (account, oauth, request) ->
                                CompletableFuture.completedFuture(
                                        new TokenReply.Granted(
                                                Secret.of("a"),
                                                Optional.of(Secret.of("r")),
                                                Optional.empty(),
                                                Optional.empty())),
                        TokenListener.NONE);
    }

    @AfterEach
    void close() {
        tokens.close();
        state.close();
    }

    @Test
    void aConsentThatEndsForEverybodyIsToldOnceADayFromTwoWeeksBefore() { // Defect 39
        Configuration configuration = configuration(signedIn("microsoft365"));
        look(configuration, Duration.ofDays(75));
        assertThat(told).isEmpty();

        AccountHealth health = health(Duration.ofDays(80));
        try (EndingWatch watch = watch(health, configuration, Duration.ofDays(80))) {
            watch.look();
            watch.look();
        }
        assertThat(told)
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.event()).isEqualTo("consent-ending");
                    assertThat(notice.sentence()).contains("about 2", "(estimate)", "90 days");
                    assertThat(notice.command()).contains("postern account login work");
                });
    }

    @Test
    void whatEndsForSomeIsInTheStatusAndNoWarning() {
        Configuration configuration = configuration(signedIn("gmail"));
        look(configuration, Duration.ofDays(1));

        assertThat(told).isEmpty();
        Status.Consent consent = health(Duration.ofDays(1)).lines(configuration).get(0).consent();
        assertThat(consent).isNotNull();
        assertThat(consent.endings().get(0).when()).contains("(estimate: only while", "testing");
    }

    @Test
    void anEstimateThatWasWrongIsNotSaidAnyMore() {
        Configuration configuration = configuration(signedIn("gmail"));

        Status.Consent consent = health(Duration.ofDays(8)).lines(configuration).get(0).consent();
        assertThat(consent).isNotNull();
        assertThat(consent.endings())
                .singleElement()
                .extracting("text")
                .asString()
                .contains("6 months");
    }

    private void look(Configuration configuration, Duration later) {
        try (EndingWatch watch = watch(health(later), configuration, later)) {
            watch.look();
        }
    }

    private EndingWatch watch(AccountHealth health, Configuration configuration, Duration later) {
        return new EndingWatch(
                health, state.verifiers()::read, () -> configuration, told::add, clock(later));
    }

    private AccountHealth health(Duration later) {
        return new AccountHealth(
                state.vault(),
                tokens,
                new UpstreamHealth((account, protocol) -> 0, Clock.systemUTC()),
                clock(later));
    }

    private static Clock clock(Duration later) {
        return Clock.offset(Clock.systemUTC(), later).withZone(ZoneOffset.UTC);
    }

    private Account signedIn(String provider) {
        Credential.Oauth oauth = OauthAccounts.oauth(new Grant.AuthorizationCode());
        Account account =
                new Account(
                        "work",
                        "ann@example.org",
                        Set.of(),
                        Map.of(),
                        oauth,
                        Optional.of(provider));
        tokens.redeem(
                        account,
                        oauth,
                        new TokenRequest.Code(
                                Secret.of("c"), Secret.of("v"), URI.create("http://localhost/")))
                .toCompletableFuture()
                .join();
        return account;
    }

    private static Configuration configuration(Account account) {
        return new Configuration(
                new BridgeSettings(Optional.empty()),
                List.of(),
                List.of(account),
                List.of(),
                Map.of(),
                Map.of());
    }
}
