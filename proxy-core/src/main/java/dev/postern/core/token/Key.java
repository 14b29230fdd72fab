package dev.postern.core.token;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;

import java.util.Locale;

/**
 * Who shares a token. A person's tokens belong to the account, for all of its addresses; otherwise
 * each address of a catch-all account has its own.
 *
 * @param owner a changed registration is another story, with other tokens
 */
record Key(String account, String address, TokenRecord.Owner owner, Kind kind) {

    private enum Kind {
        OF_A_PERSON,
        OF_AN_ADDRESS
    }

    static Key of(Account account, Credential.Oauth oauth) {
        boolean person = oauth.grant().needsPerson();
        return new Key(
                account.name().toLowerCase(Locale.ROOT),
                person ? "" : account.address().toLowerCase(Locale.ROOT),
                new TokenRecord.Owner(oauth.server().token().toString(), oauth.client().id()),
                person ? Kind.OF_A_PERSON : Kind.OF_AN_ADDRESS);
    }

    /** Whether tokens that are asked for in one way are what is wanted in the other. */
    static boolean sameTokens(Credential.Oauth one, Credential.Oauth other) {
        return one.scopes().equals(other.scopes())
                && one.server().tokenParameters().equals(other.server().tokenParameters());
    }

    /** Whether it is an address of the catch-all account that {@code configured} is. */
    boolean belongsTo(Key configured) {
        return equals(configured)
                || (configured.address.startsWith("@")
                        && address.endsWith(configured.address)
                        && account.equals(configured.account)
                        && owner.equals(configured.owner)
                        && kind.equals(configured.kind));
    }
}
