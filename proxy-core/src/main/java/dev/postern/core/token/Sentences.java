package dev.postern.core.token;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.token.RecordSlot.Content;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What is said, in logs and status, of an account that gets no token. */
final class Sentences {

    private Sentences() {}

    static String neverSignedIn(Account account, Credential.Oauth oauth, Content found) {
        String name = account.name();
        return switch (found) {
            case Content.Nothing ignored ->
                    "nobody has signed in to the account %s yet; a person must: postern account login %s"
                            .formatted(name, name);
            case Content.Mine ignored ->
                    ("the authorization server %s gave no refresh token at the last sign-in of the"
                         + " account %s, and the access token has expired; sign in again, and allow"
                         + " offline access: postern account login %s")
                            .formatted(oauth.server().name(), name, name);
            case Content.Others(TokenRecord.Owner owner) ->
                    ("the account %s was signed in at %s as client %s, but its configuration now"
                         + " names %s and client %s; put that back, or sign in again: postern"
                         + " account login %s")
                            .formatted(
                                    name,
                                    owner.server(),
                                    owner.client(),
                                    oauth.server().token(),
                                    oauth.client().id(),
                                    name);
            case Content.Unreadable(String sentence) -> sentence;
        };
    }

    static String noPassword(Account account) {
        return "the vault has no password for the account %s yet; a person must store it: postern account password %s"
                .formatted(account.name(), account.name());
    }

    static String retrying(Account account, Credential.Oauth oauth, String words, Deadline next) {
        return "the authorization server %s gave no token for the account %s: %s; next try at %s"
                .formatted(oauth.server().name(), account.name(), words, shown(next.wall()));
    }

    static String stopped(
            Account account, Credential.Oauth oauth, Trouble.Kind kind, String words) {
        String name = account.name();
        String server = oauth.server().name();
        return switch (kind) {
            case CONSENT_NEEDED ->
                    "the authorization server %s wants a new sign-in for the account %s: %s; run: postern account login %s"
                            .formatted(server, name, words, name);
            case REVOKED ->
                    ("the consent for the account %s at %s was revoked or has expired: %s; if that"
                                    + " was not wanted, run: postern account login %s")
                            .formatted(name, server, words, name);
            case REGISTRATION_WRONG -> "the account %s gets no token. %s".formatted(name, words);
        };
    }

    static String unsaved(Account account, String why, Deadline next) {
        return "new tokens of the account %s are held back until they are stored: %s Next try at %s"
                .formatted(account.name(), why, shown(next.wall()));
    }

    static String tokensRejected(Account account, Credential.Oauth oauth) {
        return ("the mail server refuses the tokens that %s gives for the account %s: look whether"
                    + " its protocol is switched on there, whether scopes and user name are right,"
                    + " or sign in again: postern account check %s")
                .formatted(oauth.server().name(), account.name(), account.name());
    }

    static String late(Account account, Credential.Oauth oauth, Duration patience) {
        return "the authorization server %s gave no token for the account %s within %d seconds; the request goes on"
                .formatted(oauth.server().name(), account.name(), patience.toSeconds());
    }

    private static Instant shown(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
