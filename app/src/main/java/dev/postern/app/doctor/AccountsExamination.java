package dev.postern.app.doctor;

import dev.postern.app.operation.AccountCheckup;
import dev.postern.app.operation.Status;

import java.util.ArrayList;
import java.util.List;

/**
 * The credentials of accounts: whether they open the servers, what those offer, and what is known
 * of consents.
 *
 * @param checkups real logins; none where nobody wanted them
 * @param accounts what the running bridge says of them; none if none runs
 */
public record AccountsExamination(List<AccountCheckup> checkups, List<Status.AccountLine> accounts)
        implements Examination {

    /** Without it mail programs ask again and again, which costs logins and battery. */
    private static final String PUSH = "IDLE";

    public AccountsExamination {
        checkups = List.copyOf(checkups);
        accounts = List.copyOf(accounts);
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        checkups.forEach(
                checkup -> checkup.servers().forEach(server -> of(checkup, server, findings)));
        accounts.forEach(account -> consent(account, findings));
        return findings;
    }

    private static void of(
            AccountCheckup checkup, AccountCheckup.Server server, List<Finding> findings) {
        String subject = "account " + checkup.account();
        if (!server.result().equals(AccountCheckup.OK)) {
            findings.add(
                    Finding.fault(
                            subject,
                            "%s, login at %s: %s"
                                    .formatted(
                                            server.protocol(), server.server(), server.postern()),
                            server.cause(),
                            server.next()));
            return;
        }
        findings.add(
                Finding.ok(
                        subject,
                        "%s, logged in at %s%s"
                                .formatted(
                                        server.protocol(),
                                        server.server(),
                                        server.offers().isEmpty()
                                                ? ""
                                                : ", which offers "
                                                        + String.join(", ", server.offers()))));
        boolean pushes = !server.protocol().equals("imap") || server.offers().contains(PUSH);
        if (!pushes) {
            findings.add(
                    Finding.note(
                            subject,
                            server.server() + " does not offer IDLE",
                            "New mail is seen only when the mail program asks.",
                            "Have the mail program ask every few minutes"));
        }
    }

    private static String cause(Status.Consent consent) {
        if (consent.failure().isEmpty()) {
            return "The provider gives no tokens without it.";
        }
        return consent.cause().isEmpty()
                ? consent.failure()
                : "%s It said: %s".formatted(consent.cause(), consent.failure());
    }

    private static void consent(Status.AccountLine account, List<Finding> findings) {
        Status.Consent consent = account.consent();
        String subject = "account " + account.name();
        if (account.credential().equals("missing")) {
            findings.add(
                    Finding.fault(
                            subject,
                            "There is no password for the account yet",
                            "Nobody can log in through it.",
                            "postern account password " + account.name()));
        }
        if (consent == null) {
            return;
        }
        if (!consent.command().isEmpty()) {
            findings.add(
                    Finding.fault(
                            subject,
                            "The sign-in " + consent.words(),
                            cause(consent),
                            consent.next().isEmpty() ? consent.command() : consent.next()));
        }
        consent.endings()
                .forEach(ending ->
                        findings.add(
                                Finding.note(
                                        subject,
                                        ending.text() + ", " + ending.when(),
                                        "It ends by itself.",
                                        "postern account login " + account.name())));
    }
}
