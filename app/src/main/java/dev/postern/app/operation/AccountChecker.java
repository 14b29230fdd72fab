package dev.postern.app.operation;

import dev.postern.config.Configuration;
import dev.postern.core.account.Account;

/** Logs in to the servers of an account, to see what comes of it. */
@FunctionalInterface
public interface AccountChecker {

    /** Takes as long as the servers do, up to a minute or two; waits for it. */
    AccountCheckup check(Account account, Configuration configuration);
}
