package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts whose address is a whole domain. */
class CatchAllTest {

    private static final String ACCOUNT =
            """
            [[account]]
            name = "all"
            address = "@example.com"
            provider = "microsoft365"
            """;

    private static final String APP_ONLY =
            ACCOUNT
                    + "credential = { oauth = \"client-credentials\", tenant = \"t\", client_id ="
                    + " \"i\", client_secret = \"vault\" }\n";

    @Test
    void tokensOfTheWholeDomainNeedNoUser() {
        Account account = Texts.valid(APP_ONLY).accounts().getFirst();

        assertThat(account.isCatchAll()).isTrue();
        assertThat(account.forMailbox("jo@example.com").upstream(Protocol.IMAP))
                .map(Upstream::user)
                .hasValue("jo@example.com");
    }

    @Test
    void aUserThatIsWrittenStays() {
        Account account =
                Texts.valid(APP_ONLY + "[account.smtp]\nuser = \"relay@example.com\"\n")
                        .accounts()
                        .getFirst()
                        .forMailbox("jo@example.com");

        assertThat(account.upstream(Protocol.SMTP))
                .map(Upstream::user)
                .hasValue("relay@example.com");
        assertThat(account.upstream(Protocol.IMAP)).map(Upstream::user).hasValue("jo@example.com");
    }

    @Test
    void aCredentialOfOneMailboxNeedsItsUser() {
        assertThat(Texts.problems(ACCOUNT))
                .extracting(Problem::key)
                .containsExactly("account.imap", "account.smtp");
        assertThat(
                        Texts.valid(
                                        ACCOUNT
                                                + """
                                                [account.imap]
                                                user = "a@example.com"
                                                [account.smtp]
                                                user = "a@example.com"
                                                """)
                                .accounts())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    aliases = ["info@example.org"] | account.aliases | none, since the address is a whole domain
                    spares = 1                     | account.spares  | none, since the address is a whole domain
                    address = "@"                  | account.address | a mail address, or @ and a domain
                    address = "@@example.com"      | account.address | a mail address, or @ and a domain
                    """)
    void whatAWholeDomainCannotHaveIsExplained(String setting, String key, String said) {
        String text =
                setting.startsWith("address")
                        ? APP_ONLY.replace("address = \"@example.com\"", setting)
                        : APP_ONLY + setting;

        assertThat(Texts.problems(text).getFirst().key()).isEqualTo(key);
        assertThat(Texts.problems(text).getFirst().sentence()).contains(said);
    }

    @Test
    void anAliasIsNeverAWholeDomain() {
        assertThat(
                        Texts.problem(
                                Texts.ACCOUNT.replace(
                                        "[account.imap]",
                                        "aliases = [\"@example.org\"]\n[account.imap]")))
                .contains("account.aliases: expected single user names");
    }

    @Test
    void aPasswordGrantIsForOneAddress() {
        assertThat(
                        Texts.problem(
                                ACCOUNT
                                        + "credential = { oauth = \"password\", client_id = \"i\""
                                        + " }"))
                .contains("one address, since oauth = \"password\"");
    }

    @Test
    void twoForOneDomainAreRefused() {
        assertThat(Texts.problem(APP_ONLY + APP_ONLY.replace("\"all\"", "\"others\"")))
                .contains("a user name that no other account has");
    }
}
