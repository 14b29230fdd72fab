package dev.postern.core.state;

import java.util.Arrays;
import java.util.Optional;

/** Where the key of a vault can be. */
public enum VaultKeyKind {
    FILE("file", "in a key file", 1),
    SYSTEMD("systemd", "in a credential of systemd", 2),
    KEYRING("keyring", "in the keyring", 3),
    PASSPHRASE("passphrase", "made from a passphrase", 4);

    private final String word;
    private final String where;
    private final int octet;

    VaultKeyKind(String word, String where, int octet) {
        this.word = word;
        this.where = where;
        this.octet = octet;
    }

    /** As it stands in configuration and on the command line. */
    public String word() {
        return word;
    }

    /** For sentences: the key is … */
    public String where() {
        return where;
    }

    /** As it stands in a vault. */
    byte octet() {
        return (byte) octet;
    }

    /** By the word of configuration and command line. */
    public static Optional<VaultKeyKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    static Optional<VaultKeyKind> of(byte octet) {
        return Arrays.stream(values()).filter(kind -> kind.octet == octet).findFirst();
    }
}
