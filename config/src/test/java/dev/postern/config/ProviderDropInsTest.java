package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.account.OauthClient;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Drop-ins of accounts that take most from their provider, and of registrations. */
class ProviderDropInsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    private static final OauthRegistration OURS =
            new OauthRegistration(
                    "microsoft365",
                    new OauthClient("ours", new OauthClient.Authentication.None()),
                    Optional.empty());

    @TempDir Path temporary;
    private OwnedDirectory directory;
    private DropIns dropIns;

    @BeforeEach
    void own() {
        directory = new OwnedDirectory(temporary);
        dropIns = new DropIns(directory.files());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "credential = { oauth = \"code\" }",
                "credential = { oauth = \"device\" }",
                "credential = { oauth = \"code\", client_id = \"other\", client_secret = \"vault\","
                        + " secret_place = \"header\", tenant = \"example.org\" }",
                "credential = { oauth = \"client-credentials\", tenant = \"example.org\","
                        + " client_id = \"other\", certificate = \"/dev/null\", key ="
                        + " \"/dev/null\" }",
                "credential = { oauth = \"service-account\", key_file = \"/dev/null\", token_url ="
                        + " \"https://token.example.com/\", scopes = [\"a\", \"b\"] }",
                "credential = { oauth = \"code\", redirect = \"http://127.0.0.1:8080/back\","
                    + " authorize_parameters = { prompt = \"login\" }, token_parameters = {"
                    + " resource = \"r\" }, authorize_url = \"https://login.example.com/{tenant}\","
                    + " pin_sha256 ="
                    + " \"0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a\" }",
                "proxy = \"socks5://me%40home@[::1]:1080\"\ncredential = { oauth = \"code\" }",
                "[account.smtp]\nuser = \"delegate@example.com\"",
                "[account.imap]\nhost = \"127.0.0.1\"\nport = 1143\ntls = \"starttls\"",
            })
    void anAccountOfAProviderThatWasWrittenIsReadTheSameAndTakenBack(String settings)
            throws IOException {
        directory.write(
                "postern.toml",
                """
                [bridge]
                proxy = "http://proxy.example.com:3128"
                [[oauth_client]]
                provider = "microsoft365"
                client_id = "ours"
                """);
        Path draft =
                directory.write(
                        "accounts.d/work.toml",
                        """
                        [[account]]
                        name = "work"
                        address = "me@example.com"
                        provider = "microsoft365"
                        """
                                + settings);
        Account account = Texts.valid(directory.load()).accounts().getFirst();
        Files.delete(draft);

        Path file = done(dropIns.add(account, DAY));
        Configuration loaded = Texts.valid(directory.load());

        assertThat(loaded.accounts()).containsExactly(account);
        assertThat(Files.readString(file)).doesNotContain("outlook.office365.com");
        assertThat(dropIns.remove(account, loaded)).isEqualTo(new Change.Done(file));
    }

    @Test
    void anAccountOfAProviderIsWrittenInFourLines() {
        Account account =
                Texts.valid(
                                """
                                [[oauth_client]]
                                provider = "microsoft365"
                                client_id = "ours"
                                [[account]]
                                name = "work"
                                address = "me@example.com"
                                provider = "microsoft365"
                                credential = { oauth = "code" }
                                """)
                        .accounts()
                        .getFirst();
        Givens givens =
                new Givens(
                        ProviderPresets.builtIn(),
                        List.of(OURS),
                        new ProxyChoice.Unsaid(),
                        ProxyEnvironment.NONE);

        assertThat(DropIns.text(account, givens, DAY))
                .isEqualTo(
                        """
                        # Written by `postern account add` on 2026-11-23; edit it as you like.
                        [[account]]
                        name = "work"
                        address = "me@example.com"
                        provider = "microsoft365"
                        credential = { oauth = "code" }
                        """);
    }

    @Test
    void anAccountThatAPersonTookPastTheProxyIsKept() throws IOException {
        directory.write(
                "postern.toml",
                """
                [bridge]
                proxy = "http://proxy.example.com:3128"
                """);
        Path file = done(dropIns.add(work(), DAY));
        Files.writeString(file, Files.readString(file).replace("\n\n[", "\nproxy = \"none\"\n\n["));
        Configuration loaded = Texts.valid(directory.load());

        assertThat(loaded.accounts()).containsExactly(work());
        assertThat(dropIns.remove(work(), loaded)).isInstanceOf(Change.WrittenByPerson.class);
    }

    @Test
    void aRegistrationIsWrittenAsAPersonWould() throws IOException {
        Path file = done(dropIns.add(OURS, DAY));

        assertThat(file)
                .hasFileName("oauth-microsoft365.toml")
                .hasContent(
                        """
                        # Written by `postern account add` on 2026-11-23; edit it as you like.
                        [[oauth_client]]
                        provider = "microsoft365"
                        client_id = "ours"
                        """);
        assertThat(Texts.valid(directory.load()).oauthClient("microsoft365")).hasValue(OURS);
    }

    @Test
    void aRegistrationWithAllThatItCanHaveIsReadTheSame() throws IOException {
        OauthRegistration all =
                new OauthRegistration(
                        "microsoft365",
                        new OauthClient(
                                "ours",
                                new OauthClient.Authentication.VaultSecret(
                                        OauthClient.SecretPlace.HEADER)),
                        Optional.of("example.org"));
        dropIns.add(all, DAY);

        assertThat(Texts.valid(directory.load()).oauthClients()).containsExactly(all);
    }

    private static Account work() {
        return Texts.valid(Texts.ACCOUNT).accounts().getFirst();
    }

    private static Path done(Change change) {
        assertThat(change).isInstanceOf(Change.Done.class);
        return ((Change.Done) change).file();
    }
}
