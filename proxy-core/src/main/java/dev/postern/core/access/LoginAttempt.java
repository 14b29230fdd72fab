package dev.postern.core.access;

import dev.postern.core.secret.Secret;

/**
 * What a client said to log in.
 *
 * @param user as typed; it selects the account
 * @param secret as typed; it selects the app
 * @param mechanism how it came: {@code LOGIN} for IMAP's command, else the SASL mechanism; for the
 *     log
 */
public record LoginAttempt(String user, Secret secret, String mechanism) {

    /** No SASL mechanism is called so (RFC 4422 3.1). */
    private static final String DEVICE = "device";

    /**
     * By a device, which says nothing; {@link DeviceAuthenticator} decides.
     *
     * @param app whose listener it has connected to, for the log
     */
    public static LoginAttempt ofDevice(String app) {
        return new LoginAttempt(app, Secret.of(""), DEVICE);
    }

    /** Whether its user is the name of an app, and nothing that a client has said. */
    public boolean isOfDevice() {
        return mechanism.equals(DEVICE);
    }
}
