package dev.postern.app.importing;

import java.util.Map;

/** What is said of the keys from which no account takes anything. */
final class Keys {

    private static final String TOKENS =
            "not taken over: tokens there are sealed with the password of a mail program; sign in"
                    + " once more";

    private static final String LISTENER =
            "not taken over: Postern has its own ports, which postern init chooses and [[listener]]"
                    + " changes";

    private static final String TOGETHER =
            "not taken over: app passwords work differently, and no login changes what is stored";

    /** In sections of accounts. */
    static final Map<String, String> OF_ACCOUNTS =
            Map.of(
                    "access_token", TOKENS,
                    "access_token_expiry", TOKENS,
                    "refresh_token", TOKENS,
                    "token_salt", TOKENS,
                    "token_iterations", TOKENS,
                    "last_activity", TOKENS,
                    "use_pkce", "not needed: Postern always uses PKCE",
                    "redirect_listen_address",
                            "not taken over: Postern listens on this machine only; elsewhere, paste"
                                    + " the address that the browser ends at");

    /** In sections of servers. */
    static final Map<String, String> OF_SERVERS =
            Map.of(
                    "local_address", LISTENER,
                    "local_certificate_path", LISTENER,
                    "local_key_path", LISTENER,
                    "local_starttls", LISTENER);

    /** In the section of the program itself. */
    static final Map<String, String> OF_THE_PROGRAM =
            Map.of(
                    "delete_account_token_on_password_error",
                    TOGETHER,
                    "encrypt_client_secret_on_first_use",
                    "not needed: Postern keeps client secrets in its vault",
                    "use_login_password_as_client_credentials_secret",
                    TOGETHER,
                    "allow_catch_all_accounts",
                    "not needed: an account whose address is @example.com is one");

    static final String UNKNOWN = "not taken over: Postern does not know this key";

    private Keys() {}
}
