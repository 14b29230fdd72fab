package dev.postern.smtp.gate;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/** What stands in the angle brackets of MAIL FROM and RCPT TO (RFC 5321 4.1.2). */
sealed interface EnvelopePath {

    /** {@code <>}, the sender of bounces. */
    record Nobody() implements EnvelopePath {}

    /** One that every server delivers alike. */
    record Mailbox(String address) implements EnvelopePath {}

    /**
     * Well-formed, but servers have read such in more than one way: a source route, {@code %} and
     * {@code !} as routes, a quoted local part, no domain, letters that normalize to others.
     */
    record Ambiguous(String written) implements EnvelopePath {}

    /** RFC 6531 3.3 takes more than letters, and with it blanks and other characters' doubles. */
    String OTHER_LETTERS = "[\\p{L}\\p{M}\\p{N}&&[^\\x00-\\x7f]]";

    String ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-" + OTHER_LETTERS + "]+";
    String INNER = "[A-Za-z0-9_.\\-" + OTHER_LETTERS + "]*";
    String OUTER = "[A-Za-z0-9_" + OTHER_LETTERS + "]";
    String LABELS = OUTER + "(?:" + INNER + OUTER + ")?";

    String LITERAL = "\\[[A-Za-z0-9.:\\-]+]";
    String DOMAIN = "(?:" + LABELS + "|" + LITERAL + ")";

    /** No blank, bracket, backslash or further quote, at which one reader might stop. */
    String QUOTED = "\"[!#-;=?-\\[\\]-~]*\"";

    Pattern PLAIN = Pattern.compile(ATEXT + "(?:\\." + ATEXT + ")*@" + DOMAIN);
    Pattern LOCAL = Pattern.compile(ATEXT + "(?:\\." + ATEXT + ")*");
    Pattern OTHER =
            Pattern.compile(
                    "(?:@"
                            + DOMAIN
                            + "(?:,@"
                            + DOMAIN
                            + ")*:)?(?:"
                            + QUOTED
                            + "|"
                            + LOCAL
                            + ")(?:@"
                            + DOMAIN
                            + ")?");
    Pattern ROUTE_IN_LOCAL = Pattern.compile("[^@]*[%!].*");

    /** RFC 5321 4.5.3.1.3, and room for the letters of RFC 6531, which have up to four octets. */
    int LONGEST = 1_024;

    /** Reads what is written between the brackets. */
    static Optional<EnvelopePath> parse(String written) {
        if (written.isEmpty()) {
            return Optional.of(new Nobody());
        }
        if (written.length() > LONGEST || written.contains("..")) {
            return Optional.empty();
        }
        if (PLAIN.matcher(written).matches()
                && !ROUTE_IN_LOCAL.matcher(written).matches()
                && Normalizer.isNormalized(written, Normalizer.Form.NFKC)) {
            return Optional.of(new Mailbox(written));
        }
        return OTHER.matcher(written).matches()
                ? Optional.of(new Ambiguous(written))
                : Optional.empty();
    }

    /** Whether a server without SMTPUTF8 can read it. */
    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
