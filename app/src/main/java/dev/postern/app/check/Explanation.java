package dev.postern.app.check;

import dev.postern.core.account.Account;

/**
 * What is wrong, and what to do.
 *
 * @param cause a sentence
 * @param next a sentence
 */
record Explanation(String cause, String next) {

    static final Explanation NONE = new Explanation("", "");

    static Explanation noPassword(Account account) {
        return new Explanation(
                "There is no password for the account yet.",
                "Store it: postern account password " + account.name());
    }

    static Explanation noCredential(String detail) {
        return new Explanation(
                "The credential could not be had: " + detail,
                "Run the command of the account by hand; it must print the credential as its first"
                        + " line and end with 0.");
    }
}
