package dev.postern.core.account;

/** What a real credential is, which decides the SASL mechanisms that can carry it. */
public enum SecretKind {
    PASSWORD,
    /** An OAuth 2.0 bearer token (RFC 6750). */
    TOKEN
}
