package dev.postern.app.doctor;

import dev.postern.app.operation.Status;
import dev.postern.config.Configuration;
import dev.postern.config.OauthPreset;
import dev.postern.config.ProviderPreset;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;
import dev.postern.core.token.Scopes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the tokens of accounts are good for IMAP and SMTP.
 *
 * @param accounts what the running bridge says of them; none if none runs
 */
public record ScopesExamination(Configuration configuration, List<Status.AccountLine> accounts)
        implements Examination {

    public ScopesExamination {
        accounts = List.copyOf(accounts);
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Account account : configuration.accounts()) {
            if (account.credential() instanceof Credential.Oauth oauth) {
                look(account, oauth, findings);
            }
        }
        return findings;
    }

    private void look(Account account, Credential.Oauth oauth, List<Finding> findings) {
        String subject = "account " + account.name();
        Scopes scopes = new Scopes(oauth.scopes(), granted(account));
        boolean isTold = !scopes.granted().isEmpty();
        findings.add(
                Finding.ok(
                        subject,
                        "scopes %s: %s"
                                .formatted(
                                        isTold ? "granted" : "asked for",
                                        scopes.effective().isEmpty()
                                                ? "none"
                                                : String.join(" ", scopes.effective()))));
        List<Finding> lacking = lacking(subject, account, oauth, scopes);
        findings.addAll(lacking);
        if (lacking.isEmpty() && !scopes.refused().isEmpty()) {
            findings.add(
                    Finding.warning(
                            subject,
                            "%s was asked for and not granted"
                                    .formatted(String.join(" ", scopes.refused())),
                            "It was not allowed at the sign-in, or the registration may not ask for"
                                    + " it. What needs it is refused.",
                            signIn(account) + ", and allow all that is asked for"));
        }
    }

    private List<String> granted(Account account) {
        return accounts.stream()
                .filter(line -> line.name().equals(account.name()))
                .map(Status.AccountLine::consent)
                .flatMap(consent ->
                        consent == null ? List.<String>of().stream() : consent.granted().stream())
                .toList();
    }

    private List<Finding> lacking(
            String subject, Account account, Credential.Oauth oauth, Scopes scopes) {
        List<Finding> findings = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            account.upstream(protocol)
                    .flatMap(server -> needs(account, protocol, server, oauth))
                    .flatMap(needs -> lacking(subject, account, protocol, needs, scopes))
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private Optional<Finding> lacking(
            String subject,
            Account account,
            Protocol protocol,
            OauthPreset.Needs needs,
            Scopes scopes) {
        return needs.missing(protocol, scopes.effective())
                .map(missing ->
                        Finding.fault(
                                subject,
                                "%s takes no token without the scope %s"
                                        .formatted(protocol, missing),
                                cause(needs, protocol, scopes),
                                mend(account, needs, protocol, scopes)));
    }

    /** Of the provider that the account names, or whose server it has. */
    private Optional<OauthPreset.Needs> needs(
            Account account, Protocol protocol, Upstream server, Credential.Oauth oauth) {
        // What a registration may do by itself is decided where it is registered.
        if (oauth.grant() instanceof Grant.ClientCredentials) {
            return Optional.empty();
        }
        return account.provider()
                .flatMap(configuration.presets()::byName)
                .or(() ->
                        configuration.presets().all().stream()
                                .filter(preset ->
                                        preset.server(protocol)
                                                .host()
                                                .equalsIgnoreCase(server.host()))
                                .findFirst())
                .flatMap(ProviderPreset::oauth)
                .map(OauthPreset::needs);
    }

    private static String cause(OauthPreset.Needs needs, Protocol protocol, Scopes scopes) {
        String cause =
                needs.missing(protocol, scopes.asked()).isPresent()
                        ? "It is not among the `scopes` of the account. "
                        : "It was asked for, and the server did not grant it: it was not allowed at"
                                + " the sign-in, or the registration may not ask for it. ";
        return (cause + needs.remark()).strip();
    }

    private String mend(
            Account account, OauthPreset.Needs needs, Protocol protocol, Scopes scopes) {
        return needs.missing(protocol, scopes.asked()).isPresent()
                ? "Take `scopes` out of the credential at %s, or add the scope there; then %s"
                        .formatted(
                                configuration
                                        .originOf(account)
                                        .map(Object::toString)
                                        .orElse("its account"),
                                signIn(account))
                : signIn(account) + ", and allow all that is asked for";
    }

    private static String signIn(Account account) {
        return "postern account login " + account.name();
    }
}
