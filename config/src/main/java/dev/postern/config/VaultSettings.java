package dev.postern.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the table {@code [vault]} says: where the key of the vault comes from. */
public enum VaultSettings {
    /** A file that is made on first use. */
    FILE,
    /** A credential of the systemd service. */
    SYSTEMD,
    /** The keyring of the desktop. */
    KEYRING,
    /** Derived from what a person types at the start. */
    PASSPHRASE;

    /** As it stands in configuration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static VaultSettings read(Table table) {
        Map<String, VaultSettings> words = new LinkedHashMap<>();
        for (VaultSettings value : values()) {
            words.put(value.word(), value);
        }
        VaultSettings settings = table.word("key", words).orElse(FILE);
        table.refuseUnknownKeys();
        return settings;
    }
}
