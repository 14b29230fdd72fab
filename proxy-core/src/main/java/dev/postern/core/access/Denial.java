package dev.postern.core.access;

/** Why an app may not log in. Clients are never told which. */
public enum Denial {
    UNKNOWN_USER("no account has this user name"),
    MISTYPED_SECRET("the app password does not pass its own checksum: a typing error"),
    UNKNOWN_SECRET("no app has this password"),
    REVOKED_SECRET("this app password was revoked"),
    SUPERSEDED_SECRET("another app password has taken the place of this one"),
    DECOY("this app password is a decoy: whoever tries it has found it somewhere"),
    APP_NOT_CONFIGURED("the app of this password is not in the configuration any more"),
    WRONG_ACCOUNT("the app password belongs to another account"),
    PROTOCOL_NOT_ALLOWED("the app may not use this protocol"),
    SOURCE_NOT_ALLOWED("the app may not be used from this address"),
    EXPIRED("the app's time is over"),
    OTHER_LOCAL_USER("the app belongs to another user of this machine"),
    NO_DEVICE("the configuration has no listener for this device any more"),
    DEVICE_WITHOUT_LIMITS("the app of a device does not name its senders and recipients"),
    NO_UPSTREAM("the account has no server for this protocol");

    private final String sentence;

    Denial(String sentence) {
        this.sentence = sentence;
    }

    /** For the log. */
    public String sentence() {
        return sentence;
    }
}
