package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.app.oauth.OauthAccounts;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code account login} says before anybody is asked for anything. */
class AccountLoginTest {
    @TempDir private Path home;
    private Installation postern;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
    }

    @Test
    void anAccountWithAPasswordWantsATerminalForIt() {
        postern.succeedWith("x\n", "account", "add", "jo@gmail.com", "--password-stdin");
        Installation.Ran ran = postern.run("account", "login", "jo");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("postern account password jo");
    }

    @Test
    void anAccountWithACommandIsToldWhereThatStands() {
        postern.succeed("account", "add", "jo@gmail.com", "--command", "pass show mail");
        Installation.Ran ran = postern.run("account", "login", "jo");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("accounts.d/jo.toml", "postern account check jo");
    }

    @Test
    void anUnknownAccountIsTold() {
        assertThat(postern.run("account", "login", "nobody").code())
                .isEqualTo(ExitCode.REFUSED.number());
    }

    @Test
    void theHelpHasExamples() {
        assertThat(postern.succeed("account", "login", "--help"))
                .contains("postern account login work --paste", "--device", "--no-browser");
    }

    private static LoginWay way(Credential.Oauth oauth, LoginWay.Wish wish)
            throws CommandException {
        Account account = OauthAccounts.account(oauth);
        return LoginWay.of(account, oauth, wish);
    }

    @Test
    void theGrantChoosesTheWayUnlessThePersonDoes() throws Exception {
        Credential.Oauth code = OauthAccounts.oauth(new Grant.AuthorizationCode());
        Credential.Oauth device = OauthAccounts.oauth(new Grant.DeviceCode());
        assertThat(way(code, LoginWay.Wish.NONE)).isEqualTo(LoginWay.BROWSER);
        assertThat(way(code, LoginWay.Wish.PASTE)).isEqualTo(LoginWay.PASTE);
        assertThat(way(code, LoginWay.Wish.DEVICE)).isEqualTo(LoginWay.DEVICE);
        assertThat(way(device, LoginWay.Wish.NONE)).isEqualTo(LoginWay.DEVICE);
        assertThat(way(device, LoginWay.Wish.PASTE)).isEqualTo(LoginWay.PASTE);
        for (Grant grant :
                List.of(
                        new Grant.ClientCredentials(),
                        new Grant.Password(),
                        new Grant.ServiceAccount(Path.of("key.json")))) {
            assertThat(way(OauthAccounts.oauth(grant), LoginWay.Wish.NONE))
                    .isEqualTo(LoginWay.UNATTENDED);
        }
    }

    @Test
    void aWayThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> LoginWay.Wish.option(true, true))
                .isInstanceOf(CommandException.class)
                .hasMessageContainingAll("--paste", "--device");
        assertThatThrownBy(() ->
                        way(
                                OauthAccounts.oauth(new Grant.ClientCredentials()),
                                LoginWay.Wish.DEVICE))
                .hasMessageContaining("needs no person");
        Credential.Oauth neither = without(OauthAccounts.oauth(new Grant.AuthorizationCode()));
        assertThatThrownBy(() -> way(neither, LoginWay.Wish.DEVICE))
                .hasMessageContaining("device_url");
        assertThatThrownBy(() -> way(neither, LoginWay.Wish.NONE))
                .hasMessageContaining("authorize_url");
    }

    private static Credential.Oauth without(Credential.Oauth oauth) {
        return new Credential.Oauth(
                OauthAccounts.server(
                        URI.create("http://127.0.0.1:0/"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                oauth.client(),
                oauth.grant(),
                oauth.scopes());
    }
}
