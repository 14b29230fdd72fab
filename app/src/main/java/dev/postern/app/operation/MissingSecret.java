package dev.postern.app.operation;

/** A secret that the vault would need to have before a token can be asked for. */
public enum MissingSecret {
    /** Of our registration at the authorization server. */
    CLIENT_SECRET,
    /** Of the account, for the password grant. */
    PASSWORD,
    /** Of the proxy through which the authorization server is reached. */
    PROXY_PASSWORD
}
