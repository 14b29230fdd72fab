package dev.postern.config;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.Protocol;

import java.util.Optional;

/** As whom an account logs in whose address is a whole domain. */
final class CatchAll {

    private CatchAll() {}

    /**
     * As whom an account logs in where nothing is said of it: the address. For a whole domain that
     * stands for whichever address a client gives, which makes sense only where the credential is
     * good for all of them.
     */
    static Optional<String> usualUser(
            Table account, Optional<String> address, Optional<Credential> credential) {
        if (address.isEmpty() || credential.isEmpty() || !Account.isWholeDomain(address.get())) {
            return address;
        }
        if (credential.get() instanceof Credential.Oauth oauth) {
            if (oauth.grant().isForWholeDomain()) {
                return address;
            }
            if (oauth.grant() instanceof Grant.Password) {
                account.refuse(
                        "address",
                        "one address, since oauth = \"password\" signs in with it",
                        Values.quoted(address.get()),
                        "Write the address that the password is for.");
                return Optional.empty();
            }
        }
        for (Protocol protocol : Protocol.values()) {
            boolean said =
                    account.has(protocol.word())
                            && account.table(protocol.word())
                                    .filter(table -> table.has("user"))
                                    .isPresent();
            boolean used = account.has(protocol.word()) || account.has("provider");
            if (used && !said) {
                account.refuse(
                        protocol.word(),
                        "`user` in [account." + protocol.word() + "]",
                        "nothing",
                        "The account is for all of "
                                + address.get()
                                + ", and its credential for one mailbox: name that.");
            }
        }
        return Optional.empty();
    }
}
