package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** What a credential with OAuth may say, and what it takes from its provider. */
class OauthCredentialTest {

    private static final String EXPLICIT =
            """
            [[account]]
            name = "work"
            address = "me@example.com"
            [account.imap]
            host = "imap.example.com"
            [account.credential]
            client_id = "ours"
            authorize_url = "https://login.example.com/authorize"
            device_url = "https://login.example.com/device"
            token_url = "https://login.example.com/token"
            %s
            """;

    private static Credential.Oauth oauth(String text) {
        return (Credential.Oauth) Texts.valid(text).accounts().getFirst().credential();
    }

    private static String at(String provider, String... settings) {
        return """
        [[account]]
        name = "work"
        address = "me@example.com"
        provider = "%s"
        [account.credential]
        %s
        """
                .formatted(provider, String.join("\n", settings));
    }

    @ParameterizedTest
    @CsvSource({
        "code,true,true",
        "device,true,true",
        "password,false,false",
    })
    void everyGrantHasItsAddresses(String word, boolean page, boolean device) {
        Credential.Oauth oauth =
                oauth(at("microsoft365", "oauth = \"" + word + "\"", "client_id = \"ours\""));

        assertThat(oauth.server().authorization().isPresent()).isEqualTo(page);
        assertThat(oauth.server().deviceAuthorization().isPresent()).isEqualTo(device);
        assertThat(oauth.server().token().getHost()).isEqualTo("login.microsoftonline.com");
        assertThat(oauth.server().name()).isEqualTo("microsoft365");
    }

    @Test
    void theTenantIsPutIntoTheAddresses() {
        Credential.Oauth oauth =
                oauth(
                        at(
                                "microsoft365",
                                "oauth = \"client-credentials\"",
                                "client_id = \"ours\"",
                                "client_secret = \"vault\"",
                                "tenant = \"example.org\""));

        assertThat(oauth.server().token())
                .isEqualTo(
                        URI.create(
                                "https://login.microsoftonline.com/example.org/oauth2/v2.0/token"));
        assertThat(oauth.scopes()).containsExactly("https://outlook.office365.com/.default");
        assertThat(oauth.grant()).isEqualTo(new Grant.ClientCredentials());
        assertThat(oauth.client().authentication())
                .isEqualTo(
                        new OauthClient.Authentication.VaultSecret(OauthClient.SecretPlace.BODY));
    }

    @Test
    void aRegistrationIsUsedByAllAccountsOfItsProvider() {
        String client =
                """
                [[oauth_client]]
                provider = "microsoft365"
                client_id = "once"
                client_secret = "vault"
                secret_place = "header"
                tenant = "example.org"
                """;

        Credential.Oauth oauth = oauth(at("microsoft365", "oauth = \"code\"") + client);

        assertThat(oauth.client())
                .isEqualTo(
                        new OauthClient(
                                "once",
                                new OauthClient.Authentication.VaultSecret(
                                        OauthClient.SecretPlace.HEADER)));
        assertThat(oauth.server().token().getPath()).startsWith("/example.org/");
    }

    @Test
    void aServerThatNobodyKnowsIsWrittenOut() {
        Credential.Oauth oauth =
                oauth(
                        EXPLICIT.formatted(
                                """
                                oauth = "code"
                                scopes = ["mail"]
                                redirect = "http://localhost:8080/"
                                authorize_parameters = { audience = "mail" }
                                token_parameters = { resource = "mail" }
                                """));

        assertThat(oauth.server().name()).isEqualTo("login.example.com");
        assertThat(oauth.server().redirect()).isEqualTo(URI.create("http://localhost:8080/"));
        assertThat(oauth.server().authorizationParameters()).isEqualTo(Map.of("audience", "mail"));
        assertThat(oauth.server().tokenParameters()).isEqualTo(Map.of("resource", "mail"));
        assertThat(oauth.scopes()).isEqualTo(List.of("mail"));
    }

    @Test
    void aGrantThatIsNotKnownToBeOfferedIsTakenWithAnAddress() {
        Credential.Oauth oauth =
                oauth(
                        at(
                                "gmail",
                                "oauth = \"password\"",
                                "client_id = \"ours\"",
                                "client_secret = \"vault\"",
                                "token_url = \"https://login.example.com/token\""));

        assertThat(oauth.grant()).isEqualTo(new Grant.Password());
    }

    @Test
    void aServiceAccountNeedsItsKeyFileOnly() {
        Credential.Oauth oauth =
                oauth(at("gmail", "oauth = \"service-account\"", "key_file = \"/dev/null\""));

        assertThat(oauth.grant()).isInstanceOf(Grant.ServiceAccount.class);
        assertThat(oauth.client().id()).isEmpty();
    }

    @Test
    void aServerOfAnotherUserKeepsTheRestOfThePreset() {
        Upstream smtp =
                Texts.valid(
                                """
                                [[account]]
                                name = "shared"
                                address = "office@example.com"
                                provider = "microsoft365"
                                [account.credential]
                                oauth = "code"
                                client_id = "ours"
                                [account.smtp]
                                user = "me@example.com"
                                """)
                        .accounts()
                        .getFirst()
                        .upstream(Protocol.SMTP)
                        .orElseThrow();

        // Defect 36
        assertThat(smtp.authority()).isEqualTo("smtp.office365.com:587");
        assertThat(smtp.user()).isEqualTo("me@example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    microsoft365 | oauth = "code" | client_id | an [[oauth_client]] with provider = "microsoft365", found neither. In Microsoft Entra, register an app
                    microsoft356 | oauth = "code" | provider | Did you mean "microsoft365"?
                    gmail | oauth = "device" | oauth | one of "code", "service-account" at Gmail
                    icloud | oauth = "code" | oauth | no OAuth at iCloud
                    gmail | oauth = "cod" | oauth | Did you mean "code"?
                    gmail | oauth = true | oauth | text in quotes, found true
                    gmail | oauth = "code";client_id = "i" | client_secret | since a client of Gmail and Google Workspace has one
                    gmail | oauth = "service-account" | key_file | Add a line like
                    gmail | oauth = "service-account";key_file = "/no/such" | key_file | a JSON file that can be read
                    gmail | oauth = "service-account";key_file = "/dev/null";client_id = "i" | client_id | Take it away
                    fastmail | oauth = "code";client_id = "i";key_file = "/dev/null" | key_file | oauth = "service-account" beside it
                    fastmail | oauth = "code";client_id = "i";tenant = "t" | tenant | an address with {tenant} in it, found none
                    microsoft365 | oauth = "code";client_id = "i";tenant = "a/b" | tenant | the id or the domain
                    microsoft365 | oauth = "client-credentials";client_id = "i";client_secret = "vault" | tenant | the organisation's id
                    microsoft365 | oauth = "client-credentials";client_id = "i";tenant = "t" | client_secret | `client_secret`, or `certificate` and `key`
                    microsoft365 | oauth = "code";client_id = "i";certificate = "/dev/null" | certificate | `certificate` and `key` together
                    microsoft365 | oauth = "code";client_id = "i";key = "/dev/null" | key | `certificate` and `key` together
                    microsoft365 | oauth = "code";client_id = "i";secret_place = "body" | secret_place | `client_secret` beside it
                    microsoft365 | oauth = "code";client_id = "i";client_secret = "vault";secret_place = "foot" | secret_place | one of "body", "header"
                    fastmail | oauth = "code";client_id = "i";token_url = "http://example.com/" | token_url | https://
                    fastmail | oauth = "code";client_id = "i";token_url = "https://me@example.com/" | token_url | https://
                    fastmail | oauth = "code";client_id = "i";authorize_url = "https://example.com/#x" | authorize_url | https://
                    fastmail | oauth = "code";client_id = "i";device_url = "ftp://example.com/" | device_url | https://
                    fastmail | oauth = "code";client_id = "i";token_url = "https://{tenant}.example.com/" | token_url | https://
                    fastmail | oauth = "code";client_id = "i";redirect = "http://example.com/" | redirect | a redirect URI on this machine
                    fastmail | oauth = "code";client_id = "i";authorize_parameters = { state = "x" } | authorize_parameters.state | only this server knows
                    fastmail | oauth = "code";client_id = "i";token_parameters = { a = 1 } | token_parameters.a | text in quotes
                    fastmail | oauth = "code";client_id = "i";token_parameters = "a" | token_parameters | a table
                    fastmail | oauth = "code";client_id = "i";scopes = "mail" | scopes | a list of texts
                    fastmail | oauth = "code";client_id = 1 | client_id | text in quotes
                    fastmail | oauth = "code";client_id = "i";client_idd = "i" | client_idd | a key that is not known here
                    fastmail | oauth = "code";client_id = "i";kind = "token" | kind | a key that is not known here
                    """)
    void whatCannotBeIsExplained(String provider, String settings, String key, String said) {
        Problem problem = Texts.problems(at(provider, settings.split(";", -1))).getFirst();

        assertThat(problem.key()).endsWith(key);
        assertThat(problem.sentence()).contains(said);
    }

    @Test
    void withoutAProviderTheAddressesAreAskedFor() {
        String bare =
                EXPLICIT.formatted("oauth = \"code\"")
                        .replaceAll("(?m)^(authorize|token)_url.*$", "");

        assertThat(Texts.problems(bare).getFirst().sentence())
                .contains("`token_url`, or `provider` in the account");
    }

    @ParameterizedTest
    @CsvSource({"code,authorize_url", "device,device_url"})
    void aGrantWithAPageNeedsItsAddress(String grant, String key) {
        String text =
                EXPLICIT.formatted("oauth = \"" + grant + "\"")
                        .replaceAll("(?m)^" + key + ".*$", "");

        assertThat(Texts.problem(text)).contains("since oauth is \"" + grant + "\"");
    }

    @Test
    void httpIsTakenOnThisMachineOnly() {
        String text =
                EXPLICIT.formatted("oauth = \"code\"")
                        .replace("https://login.example.com", "http://127.0.0.1:8080");

        assertThat(oauth(text).server().token()).hasScheme("http");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client_secret = \"hunter2\"",
                "client_secret = [\"hunter2\"]",
                "client_secret = { hunter2 = 1 }",
            })
    void aSecretInTheFileIsNeverShown(String setting) {
        List<Problem> problems =
                Texts.problems(
                        at("microsoft365", "oauth = \"code\"", "client_id = \"i\"", setting));

        assertThat(problems.getFirst().key()).endsWith("client_secret");
        assertThat(problems).noneMatch(problem -> problem.sentence().contains("hunter2"));
    }
}
