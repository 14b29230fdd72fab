package dev.postern.core.access;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One mail address, or all addresses of a domain (and of no other: subdomains are domains of their
 * own). Compared without regard to case, as every provider does (RFC 5321 2.4 would allow more).
 *
 * @param text {@code ann@example.org} or {@code @example.org}, in lower case
 */
public record AddressPattern(String text) {

    private static final Pattern FORM = Pattern.compile("[!-?A-~]*@[a-z0-9._\\-\\[\\]:]+");

    /**
     * Reads {@code ann@example.org}, {@code @example.org} or {@code example.org}. A bare word is
     * none of them: whoever writes {@code ann} means an address whose domain is missing. The domain
     * of a machine by itself is written {@code @localhost}.
     */
    public static Optional<AddressPattern> parse(String written) {
        String folded = written.strip().toLowerCase(Locale.ROOT);
        if (folded.indexOf('@') < 0 && !isDomain(folded)) {
            return Optional.empty();
        }
        String text = folded.indexOf('@') < 0 ? "@" + folded : folded;
        return FORM.matcher(text).matches()
                ? Optional.of(new AddressPattern(text))
                : Optional.empty();
    }

    private static boolean isDomain(String folded) {
        return folded.indexOf('.') > 0 || folded.startsWith("[");
    }

    /**
     * Whether it is that address, or one of that domain.
     *
     * @param address without angle brackets, route or comment; what is no address matches nothing
     */
    public boolean matches(String address) {
        String folded = foldAscii(address);
        int at = folded.lastIndexOf('@');
        return at > 0 && (text.charAt(0) == '@' ? folded.substring(at) : folded).equals(text);
    }

    /** Whether it matches all that the other one does. */
    boolean covers(AddressPattern other) {
        return text.equals(other.text) || matches(other.text);
    }

    /** Not {@code toLowerCase}, which makes an ASCII letter of the Kelvin sign. */
    private static String foldAscii(String address) {
        StringBuilder folded = new StringBuilder(address.length());
        address.chars()
                .forEach(c -> folded.append((char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)));
        return folded.toString();
    }
}
