package dev.postern.core.login;

import java.util.List;

/**
 * Logged in to the provider.
 *
 * @param offers IMAP capabilities after login, or EHLO keywords with their parameters ({@code SIZE
 *     35882577}); each is checked to be of the protocol's grammar before it gets here
 * @param alerts what the provider wants people to read (IMAP ALERT): printable ASCII, at most 200
 *     characters each
 */
public record UpstreamReady(List<String> offers, List<String> alerts) implements UpstreamOutcome {
    public UpstreamReady {
        offers = List.copyOf(offers);
        alerts = List.copyOf(alerts);
    }
}
