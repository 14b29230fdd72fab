package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A person's own {@code [[provider]]} and {@code [[oauth_client]]}. */
class ProviderTablesTest {

    /** Every key once, each on a line of its own. */
    private static final String EVERY_KEY =
            """
            [[provider]]
            name = "example"
            title = "Example Mail"
            domains = ["Example.com"]
            mx = ["mx.example.com"]
            imap = { host = "imap.example.com", port = 993, tls = "implicit" }
            smtp = { host = "smtp.example.com", port = 587, tls = "starttls" }
            sign_in = "oauth-only"
            remark = "Ask the office."
            [provider.oauth]
            authorize_url = "https://login.example.com/{tenant}/authorize"
            device_url = "https://login.example.com/{tenant}/device"
            token_url = "https://login.example.com/{tenant}/token"
            tenant = "common"
            grants = ["code", "device"]
            scopes = ["mail"]
            redirect = "http://localhost:0/"
            authorize_parameters = { prompt = "login" }
            token_parameters = { resource = "mail" }
            client_secret = "optional"
            register = { url = "https://example.com/apps", text = "Ask the office." }
            clocks = [{ text = "It ends.", after = "90d", from = "sign-in", condition = "always" }]
            [provider.oauth.device]
            scopes = ["mail", "offline"]
            """;

    @Test
    void aProviderOfOnesOwnIsKnown() {
        ProviderPresets presets = Texts.valid(EVERY_KEY).presets();

        assertThat(presets.byDomain("example.com")).map(ProviderPreset::name).hasValue("example");
        assertThat(presets.byMailExchanger("a.mx.example.com")).isPresent();
        assertThat(presets.byName("gmail")).isPresent();
        OauthPreset oauth = presets.byName("example").orElseThrow().oauth().orElseThrow();
        assertThat(oauth.offers().get(GrantKind.DEVICE).scopes())
                .containsExactly("mail", "offline");
        assertThat(oauth.offers().get(GrantKind.CODE).scopes()).containsExactly("mail");
    }

    @Test
    void oneOfOursIsReplacedAsAWhole() {
        ProviderPresets presets =
                Texts.valid(
                                EVERY_KEY
                                        .replace("\"example\"", "\"gmail\"")
                                        .replace("Example.com", "googlemail.com"))
                        .presets();

        assertThat(presets.byDomain("googlemail.com"))
                .map(ProviderPreset::title)
                .hasValue("Example Mail");
        assertThat(presets.byDomain("gmail.com")).isEmpty();
    }

    @Test
    void aDomainOfOneOfOursGoesToOnesOwn() {
        assertThat(
                        Texts.valid(EVERY_KEY.replace("Example.com", "gmail.com"))
                                .presets()
                                .byDomain("gmail.com"))
                .map(ProviderPreset::name)
                .hasValue("example");
    }

    @Test
    void withoutOnesOwnThereAreThoseThatAreBuiltIn() {
        assertThat(Texts.valid("").presets()).isEqualTo(ProviderPresets.builtIn());
    }

    @Test
    void theSameFilesMeanTheSame() {
        assertThat(Texts.valid(EVERY_KEY)).isEqualTo(Texts.valid(EVERY_KEY));
    }

    @Test
    void anAccountMayStandBeforeItsProvider(@TempDir Path temporary) throws IOException {
        OwnedDirectory directory = new OwnedDirectory(temporary);
        directory.write(
                "accounts.d/a.toml",
                """
                [[account]]
                name = "work"
                address = "me@example.com"
                provider = "example"
                credential = { oauth = "code" }
                """);
        directory.write("accounts.d/b.toml", EVERY_KEY);
        directory.write(
                "accounts.d/c.toml",
                """
                [[oauth_client]]
                provider = "example"
                client_id = "ours"
                """);

        assertThat(Texts.valid(directory.load()).accounts().getFirst().upstream(Protocol.SMTP))
                .map(Upstream::authority)
                .hasValue("smtp.example.com:587");
    }

    @Test
    void anAppsFileHasNoProviders(@TempDir Path temporary) throws IOException {
        OwnedDirectory directory = new OwnedDirectory(temporary);
        directory.write("apps.d/a.toml", EVERY_KEY);

        assertThat(Texts.problems(directory.load()))
                .extracting(Problem::key)
                .containsExactly("provider");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "title",
                "domains",
                "imap",
                "smtp",
                "sign_in",
                "remark",
                "authorize_url",
                "device_url",
                "token_url",
                "grants",
                "scopes",
                "client_secret",
                "register"
            })
    void aMissingKeyIsNamed(String key) {
        String without = EVERY_KEY.replaceFirst("(?m)^" + key + " = .*$", "");

        assertThat(Texts.problems(without).getFirst().key()).endsWith("." + key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mx             | "mx"                  | a list of texts
                    mx             | [".mx.example.com"]   | DNS names
                    domains        | ["@example.com"]      | DNS names
                    sign_in        | "oauth"               | one of "password", "app-password", "oauth-only"
                    authorize_url  | "http://example.com/" | https://
                    token_url      | 1                     | text in quotes
                    tenant         | ["a"]                 | text in quotes
                    grants         | []                    | at least one grant
                    grants         | ["implicit"]          | one of "code", "device"
                    scopes         | "mail"                | a list of texts
                    redirect       | "urn:ietf:wg"         | a redirect URI
                    client_secret  | true                  | text in quotes
                    client_secret  | "vault"               | one of "required", "optional", "none"
                    authorize_parameters | { client_id = "x" } | one that Postern sets
                    register       | { url = "https://example.com/" } | a value
                    register       | { url = "ftp://example.com/", text = "x" } | https://
                    clocks         | [{ after = "90d", from = "sign-in", condition = "c" }] | a value
                    clocks         | [{ text = "t", after = "1min", from = "sign-in", condition = "c" }] | a duration from
                    clocks         | [{ text = "t", after = "9d", from = "birth", condition = "c" }] | one of "sign-in", "last-refresh", "secret-created"
                    clocks         | [{ text = "t", after = "9d", from = "sign-in", condition = "c", estimate = "no" }] | true or false
                    """)
    void anotherTypeOrValueIsRefused(String key, String value, String said) {
        String text =
                EVERY_KEY.replaceFirst(
                        "(?m)^" + key + " = .*$", key + " = " + value.replace("\\", "\\\\"));

        assertThat(Texts.problems(text)).anyMatch(problem -> problem.sentence().contains(said));
    }

    @Test
    void aMisspeltKeyIsTakenForTheOneThatWasMeant() {
        assertThat(Texts.problems(EVERY_KEY.replace("device_url", "devise_url")))
                .extracting(Problem::remedy)
                .contains("Did you mean `device_url`?");
    }

    @Test
    void whoTakesOauthOnlyMustSayHow() {
        String without = EVERY_KEY.substring(0, EVERY_KEY.indexOf("[provider.oauth]"));

        assertThat(Texts.problem(without)).contains("provider.oauth", "it takes OAuth only");
    }

    @ParameterizedTest
    @CsvSource({"example.org,other,provider.domains", "Example.com,example,provider.name"})
    void twoOfOnesOwnDontShare(String domain, String name, String key) {
        String second =
                EVERY_KEY
                        .replace("\"example\"", "\"" + name + "\"")
                        .replace(
                                "Example.com",
                                key.endsWith("name") ? "example.org" : "example.com");

        assertThat(domain).isNotEmpty();
        assertThat(Texts.problems(EVERY_KEY + second)).extracting(Problem::key).contains(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    client_id = "i" | oauth_client.provider | a value
                    provider = "fastmail" | oauth_client.client_id | a value
                    provider = "fastmial";client_id = "i" | oauth_client.provider | Did you mean "fastmail"?
                    provider = "gmail";client_id = "i" | oauth_client.client_secret | has one
                    provider = "gmail";client_id = "i";client_secret = "hunter2" | oauth_client.client_secret | other text
                    provider = "fastmail";client_id = "i";key = "/no/such" | oauth_client.key | together
                    provider = "microsoft365";client_id = "i";tenant = "a b" | oauth_client.tenant | organisation
                    provider = "fastmail";client_id = "i";secret = "hunter2" | oauth_client.secret | not known here
                    provider = "fastmail";clientid = "i" | oauth_client.client_id | a value
                    provider = 1;client_id = "i" | oauth_client.provider | text in quotes
                    """)
    void aRegistrationThatCannotBeIsExplained(String settings, String key, String said) {
        List<Problem> problems =
                Texts.problems("[[oauth_client]]\n" + String.join("\n", settings.split(";", -1)));

        assertThat(problems).anyMatch(problem -> problem.key().equals(key));
        assertThat(problems).anyMatch(problem -> problem.sentence().contains(said));
        assertThat(problems).noneMatch(problem -> problem.sentence().contains("hunter2"));
    }

    @Test
    void aProviderHasOneRegistration() {
        String client =
                """
                [[oauth_client]]
                provider = "fastmail"
                client_id = "i"
                """;

        assertThat(Texts.problem(client + client)).contains("one [[oauth_client]]");
    }
}
