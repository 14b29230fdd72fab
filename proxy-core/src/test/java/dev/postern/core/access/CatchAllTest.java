package dev.postern.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** An account for a whole domain: who is let in to which mailbox. */
final class CatchAllTest {

    private static final Account ALL = Cast.account("all", "@example.com", Set.of(), Cast.BOTH);
    private static final App RELAY = new App("relay", "all", Cast.anywhere(Cast.BOTH));
    private static final Directory DIRECTORY =
            new Directory(List.of(Cast.ALICE, ALL), List.of(Cast.LAPTOP, RELAY));

    private final Verifiers.Issue relay = Cast.issue(Verifiers.none(), RELAY);
    private final Verifiers.Issue laptop = Cast.issue(relay.verifiers(), Cast.LAPTOP);
    private final AppAuthenticator authenticator =
            new AppAuthenticator(DIRECTORY, laptop.verifiers(), Cast.KEY);

    @AfterEach
    void close() {
        authenticator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jo@example.com", "Jo@Example.Com", "JO@EXAMPLE.COM"})
    void anAppLogsInAsAnyAddressOfTheDomain(String user) throws Exception {
        Verdict verdict = login(authenticator, user, relay);

        assertThat(verdict)
                .isEqualTo(
                        new Verdict.Accepted(
                                RELAY, ALL.forMailbox("jo@example.com"), relay.issued().id()));
        Account account = ((Verdict.Accepted) verdict).account();
        assertThat(account.name()).isEqualTo("all");
        assertThat(account.address()).isEqualTo("jo@example.com");
        assertThat(account.upstream(Protocol.IMAP)).map(Upstream::user).hasValue("jo@example.com");
    }

    @Test
    void anAppWithAChosenPasswordDoesToo() throws Exception {
        Verifiers chosen = Cast.choose(Verifiers.none(), RELAY, ALL, "horse battery");
        try (AppAuthenticator people = new AppAuthenticator(DIRECTORY, chosen, Cast.KEY)) {
            Verdict verdict =
                    people.verify(
                                    Cast.attempt("jo@example.com", Secret.of("horse battery")),
                                    Protocol.IMAP,
                                    Cast.DESK)
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS);

            assertThat(verdict)
                    .isEqualTo(new Verdict.Accepted(RELAY, ALL.forMailbox("jo@example.com")));
        }
    }

    @Test
    void anAddressWithAnAccountOfItsOwnIsNotOfTheDomain() throws Exception {
        assertThat(login(authenticator, "alice@example.com", relay))
                .isInstanceOfSatisfying(
                        Verdict.Denied.class,
                        denied -> assertThat(denied.why()).isEqualTo(Denial.WRONG_ACCOUNT));
        assertThat(login(authenticator, "alice@example.com", laptop))
                .isEqualTo(new Verdict.Accepted(Cast.LAPTOP, Cast.ALICE, laptop.issued().id()));
    }

    @Test
    void anAppOfAnotherAccountIsNotLetIn() throws Exception {
        assertThat(login(authenticator, "jo@example.com", laptop))
                .isInstanceOfSatisfying(
                        Verdict.Denied.class,
                        denied -> assertThat(denied.why()).isEqualTo(Denial.WRONG_ACCOUNT));
    }

    /** What is no plain address could begin a field of its own in a SASL message. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "all",
                "@example.com",
                "jo@example.org",
                "jo@sub.example.com",
                "jo@@example.com",
                "a@b@example.com",
                ".jo@example.com",
                "jo\1auth=Bearer x@example.com",
                "jo,a=other@example.com",
                "jo @example.com",
                "jo\r\n@example.com",
                "jo\0@example.com",
                "j\u00f6@example.com",
                "\"jo\"@example.com",
                "jo@example.com\1",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.com",
            })
    void whatIsNoAddressOfTheDomainIsUnknown(String user) throws Exception {
        assertThat(login(authenticator, user, relay))
                .isInstanceOfSatisfying(
                        Verdict.Denied.class,
                        denied -> assertThat(denied.why()).isEqualTo(Denial.UNKNOWN_USER));
    }

    @Test
    void aSessionIsStillThereUntilItsAccountChanges() {
        Account jo = DIRECTORY.accountOf("jo@example.com").orElseThrow();
        Account changed = Cast.account("all", "@example.com", Set.of(), Set.of(Protocol.IMAP));
        Account own = Cast.account("jo", "jo@example.com", Set.of(), Cast.BOTH);

        assertThat(DIRECTORY.has(jo)).isTrue();
        assertThat(DIRECTORY.has(Cast.ALICE)).isTrue();
        assertThat(DIRECTORY.has(Cast.BOB)).isFalse();
        assertThat(new Directory(List.of(Cast.ALICE), List.of()).has(jo)).isFalse();
        assertThat(new Directory(List.of(changed), List.of()).has(jo)).isFalse();
        assertThat(new Directory(List.of(ALL, own), List.of()).has(jo)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "ALL", "@example.com"})
    void commandsFindItByItsNameAndItsDomain(String name) {
        assertThat(DIRECTORY.configured(name)).hasValue(ALL);
        assertThat(DIRECTORY.configured("jo@example.com")).isEmpty();
        assertThat(DIRECTORY.configured("ally")).hasValue(Cast.ALICE);
    }

    private static Verdict login(AppAuthenticator authenticator, String user, Verifiers.Issue issue)
            throws Exception {
        return authenticator
                .verify(Cast.attempt(user, issue.text()), Protocol.IMAP, Cast.DESK)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }
}
