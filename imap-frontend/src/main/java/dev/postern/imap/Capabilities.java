package dev.postern.imap;

import dev.postern.core.login.UpstreamReady;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Lists of capabilities, as providers send them and as clients get them. */
final class Capabilities {

    /** The longest list in use has some fifty; what comes behind is not offered. */
    private static final int COUNT_LIMIT = 256;

    /** Three times the longest in use. */
    private static final int LENGTH_LIMIT = 100;

    private static final Pattern SPACES = Pattern.compile(" +");

    /**
     * What cannot be relayed: login is over, TLS is on, and the provider's session is not the
     * client's to end.
     */
    private static final Set<String> OURS =
            Set.of("STARTTLS", "LOGINDISABLED", "SASL-IR", "LOGIN-REFERRALS", "UNAUTHENTICATE");

    private Capabilities() {}

    /**
     * Those of a provider's words that are capabilities; the rest could be anything and is dropped.
     */
    static List<String> parsed(String words) {
        return SPACES.splitAsStream(words)
                .filter(Capabilities::isCapability)
                .limit(COUNT_LIMIT)
                .toList();
    }

    private static boolean isCapability(String word) {
        return !word.isEmpty()
                && word.length() <= LENGTH_LIMIT
                && word.chars().allMatch(Grammar::isAtom);
    }

    /** What a client that has logged in is offered. */
    static List<String> relayed(UpstreamReady ready) {
        return ready.offers().stream().filter(offer -> isRelayed(offer, ready.coding())).toList();
    }

    private static boolean isRelayed(String offer, UpstreamReady.Coding coding) {
        String name = offer.toUpperCase(Locale.ROOT);
        boolean isOurs = OURS.contains(name) || name.startsWith("AUTH=");
        return switch (coding) {
            case PLAIN -> !isOurs;
            // A connection is compressed once (RFC 4978 3).
            case DEFLATED -> !isOurs && !name.startsWith("COMPRESS=");
        };
    }

    static boolean contain(List<String> capabilities, String name) {
        return capabilities.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Names of the SASL mechanisms, in upper case. */
    static List<String> mechanisms(List<String> capabilities) {
        return capabilities.stream()
                .map(capability -> capability.toUpperCase(Locale.ROOT))
                .filter(capability -> capability.startsWith("AUTH="))
                .map(capability -> capability.substring("AUTH=".length()))
                .toList();
    }
}
