package dev.postern.config;

import dev.postern.core.state.VaultKeyKind;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code [vault]}: where its key is, if anybody says so. */
final class VaultReader {

    private VaultReader() {}

    static Optional<VaultKeyKind> read(Table table) {
        Map<String, VaultKeyKind> words = new LinkedHashMap<>();
        for (VaultKeyKind kind : VaultKeyKind.values()) {
            words.put(kind.word(), kind);
        }
        Optional<VaultKeyKind> key = table.word("key", words);
        table.refuseUnknownKeys();
        return key;
    }
}
