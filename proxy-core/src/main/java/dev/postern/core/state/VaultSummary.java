package dev.postern.core.state;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * What may be said of a vault to anybody.
 *
 * @param place of its key, for sentences
 * @param octets of its file
 * @param changed when it was last written
 * @param entries how many of each kind it has
 */
public record VaultSummary(
        Path file,
        VaultKeyKind key,
        String place,
        long octets,
        Instant changed,
        Map<String, Integer> entries) {

    public VaultSummary {
        entries = Map.copyOf(entries);
    }
}
