package dev.postern.core.login;

import java.util.List;

/**
 * Logged in to the provider.
 *
 * @param offers IMAP capabilities after login, or EHLO keywords with their parameters ({@code SIZE
 *     35882577}); each is checked to be of the protocol's grammar before it gets here
 * @param alerts what the provider wants people to read (IMAP ALERT): printable ASCII, at most 200
 *     characters each
 * @param coding of every octet in either direction from here on
 */
public record UpstreamReady(List<String> offers, List<String> alerts, Coding coding)
        implements UpstreamOutcome {

    /** How the octets of the relay phase are written between bridge and provider. */
    public enum Coding {
        PLAIN,
        /** DEFLATE without a header (RFC 1951), as RFC 4978 has it. */
        DEFLATED
    }

    public UpstreamReady {
        offers = List.copyOf(offers);
        alerts = List.copyOf(alerts);
    }

    /** Whose octets are what they seem. */
    public UpstreamReady(List<String> offers, List<String> alerts) {
        this(offers, alerts, Coding.PLAIN);
    }
}
