package dev.postern.core.account;

/** Whether the bridge compresses what is said between it and a provider, after login. */
public enum Compression {
    NEVER,
    /** Where the provider offers it: COMPRESS=DEFLATE of IMAP (RFC 4978). */
    WHERE_OFFERED
}
