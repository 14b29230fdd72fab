package dev.postern.config;

import dev.postern.core.account.Trust;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code ca_file} and {@code pin_sha256}. */
final class TrustReader {

    private static final Pattern PIN = Pattern.compile("[0-9a-f]{64}");

    private TrustReader() {}

    static Trust read(Table table) {
        Optional<Trust> authority = PemFiles.read(table, "ca_file").map(Trust.ExtraAuthority::new);
        Optional<Trust> pin = table.text("pin_sha256").flatMap(text -> pin(table, text));
        if (table.has("ca_file") && table.has("pin_sha256")) {
            table.refuse(
                    "pin_sha256",
                    "either `ca_file` or `pin_sha256`",
                    "both",
                    "A pin trusts exactly one certificate, whoever issued it: take one away.");
        }
        return authority.or(() -> pin).orElseGet(Trust.RuntimeAuthorities::new);
    }

    private static Optional<Trust> pin(Table table, String text) {
        String digits = text.replace(":", "").toLowerCase(Locale.ROOT);
        if (!PIN.matcher(digits).matches()) {
            table.refuse(
                    "pin_sha256",
                    "64 hexadecimal digits, with or without colons",
                    Values.quoted(text),
                    "This prints them: openssl x509 -in FILE -noout -fingerprint -sha256");
            return Optional.empty();
        }
        return Optional.of(new Trust.Pinned(digits));
    }
}
