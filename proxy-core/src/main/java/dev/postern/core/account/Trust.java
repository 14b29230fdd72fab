package dev.postern.core.account;

import java.nio.file.Path;

/**
 * Whose certificates are believed for one upstream. Chain and host name are verified always, a pin
 * excepted.
 */
public sealed interface Trust {

    /** The certification authorities of the Java runtime. */
    record RuntimeAuthorities() implements Trust {}

    /** Those of the runtime and the authorities in one PEM file. */
    record ExtraAuthority(Path pemFile) implements Trust {}

    /**
     * Exactly one certificate, whoever issued it and whatever names it holds: the pin says more
     * than a name does.
     *
     * @param sha256 SHA-256 of the certificate's DER form, 64 lower-case hexadecimal digits
     */
    record Pinned(String sha256) implements Trust {}
}
