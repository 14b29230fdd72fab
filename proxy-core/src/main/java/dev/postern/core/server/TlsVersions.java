package dev.postern.core.server;

/** Which versions of TLS a listener speaks. */
public enum TlsVersions {
    /** 1.2 and 1.3. */
    CURRENT,

    /** From 1.0 on, for clients on this machine that know nothing newer. Needs BoringSSL. */
    FROM_1_0
}
