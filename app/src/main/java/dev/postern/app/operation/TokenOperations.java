package dev.postern.app.operation;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.ProxyServer;
import dev.postern.core.oauth.DeviceReply;
import dev.postern.core.oauth.SignInOutcome;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.Vault;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The requests that are about tokens of accounts. */
record TokenOperations(Vault vault, SignIns signIns) {

    /** Has {@code proof} redeemed. */
    Answer signIn(Account account, TokenRequest proof) {
        return switch (account.credential()) {
            case Credential.Oauth oauth -> answer(signIns.redeem(account, oauth, proof));
            case Credential.VaultPassword ignored -> noOauth(account);
            case Credential.Command ignored -> noOauth(account);
        };
    }

    /** Has a code made that a person types in elsewhere. */
    Answer authorizeDevice(Account account) {
        return switch (account.credential()) {
            case Credential.Oauth oauth -> answer(account, signIns.authorizeDevice(account, oauth));
            case Credential.VaultPassword ignored -> noOauth(account);
            case Credential.Command ignored -> noOauth(account);
        };
    }

    private static Answer answer(Account account, DeviceReply reply) {
        return switch (reply) {
            case DeviceReply.Begun begun ->
                    new Answer.DeviceStarted(
                            begun.deviceCode(),
                            begun.userCode(),
                            begun.verification().toString(),
                            begun.complete().map(URI::toString).orElse(""),
                            begun.lifetime().toSeconds(),
                            begun.interval().toSeconds());
            case DeviceReply.Refused(String error, String description) ->
                    new Answer.Refused(
                            "The authorization server gives no code for the account %s: %s. Look whether its registration allows this (device flow, public client); or sign in with a browser: postern account login %s --paste"
                                    .formatted(
                                            account.name(),
                                            description.isEmpty()
                                                    ? error
                                                    : error + ", " + description,
                                            account.name()));
            case DeviceReply.Failed(String detail, Optional<Duration> ignored) ->
                    new Answer.NotYet(Answer.NotYet.Pace.AFTER_TROUBLE, detail);
            case DeviceReply.Unaskable(String sentence) -> new Answer.Refused(sentence);
        };
    }

    /** Has a token fetched on the ground of what is there already. */
    Answer fetch(Account account) {
        return switch (account.credential()) {
            case Credential.Oauth oauth -> fetch(account, oauth);
            case Credential.VaultPassword ignored -> noOauth(account);
            case Credential.Command ignored -> noOauth(account);
        };
    }

    private Answer fetch(Account account, Credential.Oauth oauth) {
        return switch (oauth.grant()) {
            case Grant.AuthorizationCode ignored -> needsPerson(account);
            case Grant.DeviceCode ignored -> needsPerson(account);
            case Grant.ClientCredentials ignored ->
                    answer(signIns.redeem(account, oauth, new TokenRequest.ClientCredentials()));
            case Grant.ServiceAccount ignored ->
                    answer(signIns.redeem(account, oauth, new TokenRequest.ServiceAccount()));
            case Grant.Password ignored -> {
                Optional<Secret> password = vault.password(account.name());
                yield password.map(secret -> withPassword(account, oauth, secret))
                        .orElseGet(() ->
                                new Answer.Refused(
                                        "There is no password for the account %s yet. Store it: postern account password %s"
                                                .formatted(account.name(), account.name())));
            }
        };
    }

    private Answer withPassword(Account account, Credential.Oauth oauth, Secret password) {
        try {
            return answer(signIns.redeem(account, oauth, new TokenRequest.Password(password)));
        } finally {
            password.wipe();
        }
    }

    /** What a person would have to store first. */
    Answer missing(Account account) {
        return switch (account.credential()) {
            case Credential.Oauth oauth -> new Answer.Missing(missing(account, oauth));
            case Credential.VaultPassword ignored -> noOauth(account);
            case Credential.Command ignored -> noOauth(account);
        };
    }

    private List<MissingSecret> missing(Account account, Credential.Oauth oauth) {
        List<MissingSecret> missing = new ArrayList<>();
        if (oauth.client().authentication() instanceof OauthClient.Authentication.VaultSecret
                && isMissing(vault.clientSecret(oauth.client().id()))) {
            missing.add(MissingSecret.CLIENT_SECRET);
        }
        if (oauth.grant() instanceof Grant.Password && isMissing(vault.password(account.name()))) {
            missing.add(MissingSecret.PASSWORD);
        }
        Optional<ProxyServer> proxy = oauth.server().proxy().filter(it -> it.user().isPresent());
        if (proxy.isPresent() && isMissing(vault.proxyPassword(proxy.get().authority()))) {
            missing.add(MissingSecret.PROXY_PASSWORD);
        }
        return missing;
    }

    private static boolean isMissing(Optional<Secret> secret) {
        secret.ifPresent(Secret::wipe);
        return secret.isEmpty();
    }

    private static Answer answer(SignInOutcome outcome) {
        return switch (outcome) {
            case SignInOutcome.SignedIn(Optional<String> note) ->
                    new Answer.Done(note.stream().toList());
            case SignInOutcome.Pending ignored ->
                    new Answer.NotYet(Answer.NotYet.Pace.AS_BEFORE, "The person has not finished.");
            case SignInOutcome.SlowDown ignored ->
                    new Answer.NotYet(Answer.NotYet.Pace.SLOWER, "The person has not finished.");
            case SignInOutcome.TryLater(String detail) ->
                    new Answer.NotYet(Answer.NotYet.Pace.AFTER_TROUBLE, detail);
            case SignInOutcome.Refused(String sentence) -> new Answer.Refused(sentence);
        };
    }

    private static Answer needsPerson(Account account) {
        return new Answer.Refused(
                "A person must sign in to the account %s: postern account login %s"
                        .formatted(account.name(), account.name()));
    }

    private static Answer noOauth(Account account) {
        return new Answer.Refused(
                "The account %s does not sign in with OAuth; there is no token to fetch."
                        .formatted(account.name()));
    }
}
