package dev.postern.app.operation;

import dev.postern.core.state.VaultSummary;

import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * What may be said of a vault to anybody. Texts and numbers only, since it travels as JSON.
 *
 * @param key where its key is: {@code file}, {@code systemd}, {@code keyring} or {@code passphrase}
 * @param place which file or item that is
 * @param octets of the vault's file
 * @param changed when it was last written, ISO 8601
 * @param entries how many of each kind it has
 */
public record VaultReport(
        String file,
        String key,
        String place,
        long octets,
        String changed,
        Map<String, Integer> entries) {

    static VaultReport of(VaultSummary summary) {
        return new VaultReport(
                summary.file().toString(),
                summary.key().word(),
                summary.place(),
                summary.octets(),
                summary.changed().truncatedTo(ChronoUnit.SECONDS).toString(),
                new TreeMap<>(summary.entries()));
    }
}
