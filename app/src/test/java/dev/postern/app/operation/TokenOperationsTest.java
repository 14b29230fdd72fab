package dev.postern.app.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.oauth.OauthAccounts;
import dev.postern.config.Locations;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient.Authentication;
import dev.postern.core.account.OauthClient.SecretPlace;
import dev.postern.core.account.ProxyServer;
import dev.postern.core.oauth.DeviceReply;
import dev.postern.core.oauth.SignInOutcome;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class TokenOperationsTest {
    @TempDir private Path home;
    private OpenState state;
    private final List<String> redeemed = new ArrayList<>();

    @BeforeEach
    void open() {
        state =
                OpenState.open(
                        Locations.ofUser().withState(home.resolve("state")),
                        VaultAccess.unattended());
    }

    @AfterEach
    void close() {
        state.close();
    }

    private TokenOperations answering(SignInOutcome outcome) {
        return new TokenOperations(
                state.vault(),
                new SignIns() {
                    @Override
                    public SignInOutcome redeem(
                            Account account, Credential.Oauth oauth, TokenRequest proof) {
                        redeemed.add(account.name() + " " + described(proof));
                        return outcome;
                    }

                    @Override
                    public DeviceReply authorizeDevice(Account account, Credential.Oauth oauth) {
                        return new DeviceReply.Refused("unauthorized_client", "");
                    }
                });
    }

    private static String described(TokenRequest proof) {
        return switch (proof) {
            case TokenRequest.Password(Secret password) -> "password " + password.revealText();
            case TokenRequest.Device(Secret code) -> "device " + code.revealText();
            default -> proof.getClass().getSimpleName();
        };
    }

    private static final SignInOutcome SIGNED_IN = new SignInOutcome.SignedIn(Optional.empty());

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(SIGNED_IN, new Answer.Done(List.of())),
                Arguments.of(
                        new SignInOutcome.SignedIn(Optional.of("less")),
                        new Answer.Done(List.of("less"))),
                Arguments.of(new SignInOutcome.Refused("no"), new Answer.Refused("no")),
                Arguments.of(
                        new SignInOutcome.TryLater("busy"),
                        new Answer.NotYet(Answer.NotYet.Pace.AFTER_TROUBLE, "busy")));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void everyOutcomeBecomesAnAnswer(SignInOutcome outcome, Answer answer) {
        Account account = OauthAccounts.account(OauthAccounts.oauth(new Grant.DeviceCode()));
        assertThat(answering(outcome).signIn(account, new TokenRequest.Device(Secret.of("code"))))
                .isEqualTo(answer);
        assertThat(redeemed).containsExactly("jo device code");
    }

    @Test
    void whoHasNotFinishedIsWaitedForAndMoreSlowlyIfTheServerWantsThat() {
        Account account = OauthAccounts.account(OauthAccounts.oauth(new Grant.DeviceCode()));
        TokenRequest proof = new TokenRequest.Device(Secret.of("code"));
        assertThat(answering(new SignInOutcome.Pending()).signIn(account, proof))
                .isInstanceOfSatisfying(
                        Answer.NotYet.class,
                        it -> assertThat(it.pace()).isEqualTo(Answer.NotYet.Pace.AS_BEFORE));
        assertThat(answering(new SignInOutcome.SlowDown()).signIn(account, proof))
                .isInstanceOfSatisfying(
                        Answer.NotYet.class,
                        it -> assertThat(it.pace()).isEqualTo(Answer.NotYet.Pace.SLOWER));
    }

    @Test
    void anAccountWithoutOauthHasNoTokens() {
        Account account = OauthAccounts.account(new Credential.VaultPassword());
        TokenOperations tokens = answering(SIGNED_IN);
        assertThat(
                        List.of(
                                tokens.fetch(account),
                                tokens.missing(account),
                                tokens.signIn(account, new TokenRequest.ClientCredentials())))
                .allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Refused.class));
        assertThat(redeemed).isEmpty();
    }

    @Test
    void aTokenIsFetchedOnlyWhereNoPersonIsNeeded() {
        TokenOperations tokens = answering(SIGNED_IN);
        for (Grant grant :
                List.of(
                        new Grant.ClientCredentials(),
                        new Grant.ServiceAccount(Path.of("key.json")))) {
            assertThat(tokens.fetch(OauthAccounts.account(OauthAccounts.oauth(grant))))
                    .isEqualTo(new Answer.Done(List.of()));
        }
        assertThat(redeemed).containsExactly("jo ClientCredentials", "jo ServiceAccount");
        for (Grant grant : List.of(new Grant.AuthorizationCode(), new Grant.DeviceCode())) {
            assertThat(tokens.fetch(OauthAccounts.account(OauthAccounts.oauth(grant))))
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused ->
                                    assertThat(refused.sentence())
                                            .contains("postern account login jo"));
        }
        assertThat(redeemed).hasSize(2);
    }

    @Test
    void thePasswordGrantTakesThePasswordOfTheVault() {
        Account account = OauthAccounts.account(OauthAccounts.oauth(new Grant.Password()));
        TokenOperations tokens = answering(SIGNED_IN);
        assertThat(tokens.fetch(account))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused ->
                                assertThat(refused.sentence())
                                        .contains("postern account password jo"));
        state.vault().putPassword("jo", Secret.of("real"));
        assertThat(tokens.fetch(account)).isEqualTo(new Answer.Done(List.of()));
        assertThat(redeemed).containsExactly("jo password real");
    }

    @Test
    void whatIsMissingIsToldUntilItIsThere() {
        Account account =
                OauthAccounts.account(
                        OauthAccounts.oauth(
                                new Grant.Password(),
                                new Authentication.VaultSecret(SecretPlace.BODY),
                                Optional.of(
                                        new ProxyServer(
                                                ProxyServer.Kind.SOCKS5,
                                                "proxy.example",
                                                1080,
                                                Optional.of("jo")))));
        TokenOperations tokens = answering(SIGNED_IN);
        assertThat(tokens.missing(account))
                .isEqualTo(
                        new Answer.Missing(
                                List.of(
                                        MissingSecret.CLIENT_SECRET,
                                        MissingSecret.PASSWORD,
                                        MissingSecret.PROXY_PASSWORD)));
        state.vault().putClientSecret("id", Secret.of("s"));
        state.vault().putPassword("jo", Secret.of("p"));
        state.vault().putProxyPassword("proxy.example:1080", Secret.of("x"));
        assertThat(tokens.missing(account)).isEqualTo(new Answer.Missing(List.of()));
    }

    @Test
    void aPublicRegistrationMissesNothing() {
        assertThat(
                        answering(SIGNED_IN)
                                .missing(
                                        OauthAccounts.account(
                                                OauthAccounts.oauth(
                                                        new Grant.AuthorizationCode()))))
                .isEqualTo(new Answer.Missing(List.of()));
    }
}
