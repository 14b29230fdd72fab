package dev.postern.core.oauth;

import dev.postern.core.secret.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What came of asking for a device code. */
public sealed interface DeviceReply {

    /**
     * A person may now consent, anywhere (RFC 8628 3.2).
     *
     * @param deviceCode to ask for tokens with; whoever receives this wipes it
     * @param userCode for the person to type: printable ASCII
     * @param verification where: {@code https}, or {@code http} on this machine
     * @param complete the same with the code in it, for a browser or a QR code
     * @param lifetime of both codes
     * @param interval how long to wait between two token requests at least
     */
    record Begun(
            Secret deviceCode,
            String userCode,
            URI verification,
            Optional<URI> complete,
            Duration lifetime,
            Duration interval)
            implements DeviceReply {}

    /** As {@link TokenReply.Refused}. */
    record Refused(String error, String description) implements DeviceReply {}

    /** As {@link TokenReply.Failed}. */
    record Failed(String detail, Optional<Duration> retryAfter) implements DeviceReply {}

    /** As {@link TokenReply.Unaskable}. */
    record Unaskable(String sentence) implements DeviceReply {}
}
