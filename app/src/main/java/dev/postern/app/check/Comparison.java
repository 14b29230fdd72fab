package dev.postern.app.check;

import dev.postern.app.operation.AccountCheckup;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;
import dev.postern.core.credential.CredentialOutcome;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.login.UpstreamOutcome;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.session.OfferListener;

import java.util.List;
import java.util.Optional;

/** Both clients' logins at one server, and what they mean together. */
record Comparison(Account account, Protocol protocol, Upstream server) {

    private static final String LOGGED_IN = "logged in";
    private static final String NOT_TRIED = "not tried: there is nothing to log in with";
    private static final String NOT_THROUGH_PROXY =
            "not tried: it does not go through the account's proxy";
    private static final String NO_MECHANISM =
            "not tried: the server takes no credential of this kind";

    AccountCheckup.Server withoutCredential(UpstreamFailure why) {
        String said = Redaction.none().shown(why.detail());
        return failed(
                said,
                NOT_TRIED,
                switch (account.credential()) {
                    case Credential.VaultPassword ignored -> Explanation.noPassword(account);
                    case Credential.Command ignored -> Explanation.noCredential(said);
                    case Credential.Oauth oauth -> Diagnosis.noToken(account, oauth.server(), said);
                });
    }

    /** Wipes the credential. */
    AccountCheckup.Server of(
            CredentialOutcome.Available credential,
            PosternLogin postern,
            JakartaMailLogin jakartaMail,
            OfferListener offers) {
        Redaction redaction = Redaction.of(credential.secret(), server.user());
        Diagnosis diagnosis = new Diagnosis(account, protocol, server, credential.kind());
        UpstreamOutcome own = postern.login(account, protocol, server);
        // Nothing fits, so the credential was not shown; Jakarta Mail might show it nevertheless.
        Optional<String> other =
                own instanceof UpstreamFailure.ConsentNeeded
                        ? Optional.of(NO_MECHANISM)
                        : server.proxy().isPresent()
                                ? Optional.of(NOT_THROUGH_PROXY)
                                : jakartaMail
                                        .fault(
                                                protocol,
                                                server,
                                                credential.secret(),
                                                credential.kind())
                                        .map(redaction::shown);
        credential.secret().wipe();
        return switch (own) {
            case UpstreamReady ready -> {
                offers.offered(account, protocol, ready.offers());
                yield ready(ready, other, diagnosis);
            }
            case UpstreamFailure failure ->
                    other.isEmpty()
                            ? line(
                                    "postern-failed",
                                    redaction.shown(said(failure)),
                                    LOGGED_IN,
                                    Diagnosis.ofOurs(failure),
                                    List.of())
                            : bothFailed(
                                    failure,
                                    redaction.shown(said(failure)),
                                    other.get(),
                                    diagnosis);
        };
    }

    private AccountCheckup.Server bothFailed(
            UpstreamFailure failure, String own, String other, Diagnosis diagnosis) {
        String said = wasNotTried(other) ? own : own + " / " + other;
        return failed(own, other, diagnosis.of(failure, said));
    }

    private AccountCheckup.Server ready(
            UpstreamReady ready, Optional<String> other, Diagnosis diagnosis) {
        // What Jakarta Mail cannot even try says nothing against the account.
        if (other.filter(Comparison::wasNotTried).isPresent()) {
            return line(
                    AccountCheckup.OK, LOGGED_IN, other.get(), Explanation.NONE, ready.offers());
        }
        return other.map(fault ->
                        line(
                                "jakarta-mail-failed",
                                LOGGED_IN,
                                fault,
                                diagnosis.ofJakartaMails(fault),
                                ready.offers()))
                .orElseGet(() ->
                        line(
                                AccountCheckup.OK,
                                LOGGED_IN,
                                LOGGED_IN,
                                Explanation.NONE,
                                ready.offers()));
    }

    private static boolean wasNotTried(String other) {
        return other.equals(NO_MECHANISM)
                || other.equals(NOT_THROUGH_PROXY)
                || other.startsWith(JakartaMailLogin.UNKNOWN);
    }

    private static String said(UpstreamFailure failure) {
        return failure instanceof UpstreamFailure.CredentialsRejected rejected
                ? rejected.detail() + rejected.alert().map(alert -> " " + alert).orElse("")
                : failure.detail();
    }

    private AccountCheckup.Server failed(String own, String other, Explanation explanation) {
        return line("failed", own, other, explanation, List.of());
    }

    private AccountCheckup.Server line(
            String result, String own, String other, Explanation explanation, List<String> offers) {
        return new AccountCheckup.Server(
                protocol.word(),
                server.authority(),
                result,
                own,
                other,
                explanation.cause(),
                explanation.next(),
                offers);
    }
}
