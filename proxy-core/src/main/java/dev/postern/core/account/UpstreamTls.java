package dev.postern.core.account;

/** How TLS starts towards a provider. There is no value for "not at all". */
public enum UpstreamTls {
    /** TLS from the first octet (RFC 8314). */
    IMPLICIT,
    /** STARTTLS, required: if it is not offered or refused, the login fails. */
    STARTTLS
}
