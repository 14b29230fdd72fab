package dev.postern.core.token;

import dev.postern.core.account.Account;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateException;
import dev.postern.core.state.Vault;
import dev.postern.core.token.RecordJson.Found;
import dev.postern.core.token.TokenRecord.Owner;

/**
 * The place in the vault for an account's tokens. An account has one, whoever gave them: after a
 * change of the configuration another owner's may lie there, which are left alone until a person
 * signs in.
 */
final class RecordSlot {

    /** What lies there. */
    sealed interface Content {
        record Nothing() implements Content {}

        record Mine(TokenRecord record) implements Content {}

        /** Of another server or registration. */
        record Others(Owner owner) implements Content {}

        /**
         * Stays there as it is (defect 15).
         *
         * @param sentence for people
         */
        record Unreadable(String sentence) implements Content {}
    }

    private final Vault vault;
    private final String account;
    private final Owner owner;

    RecordSlot(Vault vault, Account account, Owner owner) {
        this.vault = vault;
        this.account = account.name();
        this.owner = owner;
    }

    Owner owner() {
        return owner;
    }

    /** Does no I/O. */
    Content read() {
        return vault.tokens(account)
                .<Content>map(written -> {
                    try {
                        return content(RecordJson.read(written));
                    } finally {
                        written.wipe();
                    }
                })
                .orElseGet(Content.Nothing::new);
    }

    private Content content(Found found) {
        return switch (found) {
            case Found.Whole(TokenRecord record) when record.owner().equals(owner) ->
                    new Content.Mine(record);
            case Found.Whole(TokenRecord record) -> {
                record.wipe();
                yield new Content.Others(record.owner());
            }
            case Found.Newer(String version) ->
                    new Content.Unreadable(
                            ("the vault's tokens of the account %s have the format %s, which a"
                                 + " newer Postern wrote; this one knows 1 and leaves them alone."
                                 + " Start the newer one, or sign in again: postern account login"
                                 + " %s")
                                    .formatted(account, version, account));
            case Found.Damaged ignored ->
                    new Content.Unreadable(
                            ("the vault's tokens of the account %s are not what Postern writes; it"
                                 + " leaves them alone. Put the vault back from a backup, or sign"
                                 + " in again: postern account login %s")
                                    .formatted(account, account));
        };
    }

    /**
     * Takes the place of this owner's own record; false, and nothing done, if by now another's lies
     * there. Waits for the disk.
     *
     * @throws StateException if it could not be written; the old one is still there then
     */
    boolean replace(TokenRecord record) {
        boolean mine =
                switch (read()) {
                    case Content.Mine(TokenRecord old) -> {
                        old.wipe();
                        yield true;
                    }
                    case Content.Nothing ignored -> false;
                    case Content.Others ignored -> false;
                    case Content.Unreadable ignored -> false;
                };
        if (mine) {
            put(record);
        }
        return mine;
    }

    /**
     * Takes the place of whatever lies there: a person has signed in. Waits for the disk.
     *
     * @throws StateException as above
     */
    void put(TokenRecord record) {
        Secret written = RecordJson.written(record);
        try {
            vault.putTokens(account, written);
        } finally {
            written.wipe();
        }
    }
}
