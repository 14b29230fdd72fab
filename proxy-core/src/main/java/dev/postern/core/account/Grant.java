package dev.postern.core.account;

import java.nio.file.Path;

/** On what ground an authorization server gives us tokens. */
public sealed interface Grant {

    /** Whether a person must have signed in before there can be a token. */
    default boolean needsPerson() {
        return switch (this) {
            case AuthorizationCode ignored -> true;
            case DeviceCode ignored -> true;
            case ClientCredentials ignored -> false;
            case Password ignored -> false;
            case ServiceAccount ignored -> false;
        };
    }

    /** Whether its tokens are good for every mailbox of a domain. */
    default boolean isForWholeDomain() {
        return switch (this) {
            case AuthorizationCode ignored -> false;
            case DeviceCode ignored -> false;
            case ClientCredentials ignored -> true;
            case Password ignored -> false;
            case ServiceAccount ignored -> true;
        };
    }

    /** A person consents in a browser on this machine (RFC 6749 4.1, RFC 7636, RFC 8252). */
    record AuthorizationCode() implements Grant {}

    /** A person consents in a browser anywhere (RFC 8628). */
    record DeviceCode() implements Grant {}

    /** The provider trusts our registration itself (RFC 6749 4.4). */
    record ClientCredentials() implements Grant {}

    /** The account's password, which the vault holds (RFC 6749 4.3). */
    record Password() implements Grant {}

    /**
     * A Google service account that may act for the mailbox (RFC 7523 2.1).
     *
     * @param keyFile the JSON file that Google gave out
     */
    record ServiceAccount(Path keyFile) implements Grant {}
}
