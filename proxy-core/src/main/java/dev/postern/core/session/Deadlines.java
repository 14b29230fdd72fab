package dev.postern.core.session;

import dev.postern.core.account.Protocol;

import java.time.Duration;

/**
 * How long a session waits for what.
 *
 * @param login for a client to log in, each time it is its turn
 * @param imapIdle without an octet in either direction, once relaying IMAP
 * @param smtpIdle the same for SMTP
 */
public record Deadlines(Duration login, Duration imapIdle, Duration smtpIdle) {

    /**
     * Login: a person's client needs seconds. IMAP: RFC 9051 5.4 demands 30 minutes at least, and
     * clients that renew IDLE at 29 minutes have slow clocks. SMTP: the longest wait that RFC 5321
     * 4.5.3.2 allows is 10 minutes, for the final reply.
     */
    public static final Deadlines STANDARD =
            new Deadlines(Duration.ofSeconds(60), Duration.ofMinutes(35), Duration.ofMinutes(15));

    Duration idle(Protocol protocol) {
        return switch (protocol) {
            case IMAP -> imapIdle;
            case SMTP -> smtpIdle;
        };
    }
}
