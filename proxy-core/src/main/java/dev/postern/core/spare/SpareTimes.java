package dev.postern.core.spare;

import dev.postern.core.account.Protocol;

import java.time.Duration;

/**
 * How long spares live.
 *
 * @param imap after which one is closed at an IMAP server
 * @param smtp the same for SMTP
 * @param recent how long a login counts as a sign that there will be another
 * @param pause after a provider has refused one, or has ended one that was young
 */
public record SpareTimes(Duration imap, Duration smtp, Duration recent, Duration pause) {

    /**
     * RFC 9051 5.4 lets a server end a session after 30 minutes, but some wait 3 to 5 for a mailbox
     * to be selected. RFC 5321 4.5.3.2.7 has servers wait 5 minutes for a command; those under load
     * wait less. Mail programs look for mail every 5 to 15 minutes.
     */
    public static final SpareTimes STANDARD =
            new SpareTimes(
                    Duration.ofSeconds(170),
                    Duration.ofSeconds(110),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(10));

    Duration life(Protocol protocol) {
        return switch (protocol) {
            case IMAP -> imap;
            case SMTP -> smtp;
        };
    }
}
