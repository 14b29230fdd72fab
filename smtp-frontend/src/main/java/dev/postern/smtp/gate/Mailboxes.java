package dev.postern.smtp.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses of From, Sender and their like (RFC 5322 3.4), as far as all programs read them
 * alike: mailboxes, each an address, or a name and an address in angle brackets. No groups, no
 * routes, no quoted local parts, no obsolete blanks in addresses, and comments only as plain words
 * behind an address.
 *
 * <p>An address in a name counts like one behind it, because people, and some programs, take it for
 * that.
 */
final class Mailboxes {

    private static final String ATEXT =
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\\-" + EnvelopePath.OTHER_LETTERS + "]+";

    /** A word of a name; the dot is RFC 5322's obs-phrase, which everybody writes. */
    private static final Pattern ATOM = Pattern.compile(ATEXT);

    private static final Pattern ANGLE = Pattern.compile("<([^<>\\s]*)>");

    /** How programs of old said their user's name: {@code ann@example.org (Ann)}. */
    private static final Pattern COMMENT = Pattern.compile("\\([A-Za-z0-9 ._'-]*\\)");

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>()\",;:\\\\]+@[A-Za-z0-9._-]+");
    private static final Pattern BLANKS = Pattern.compile("[ \\t]*");

    /** Around an address in a name, as some mail programs put them. */
    private static final Pattern QUOTES = Pattern.compile("^['\\s]+|['\\s]+$");

    private final String text;
    private final List<String> addresses = new ArrayList<>();
    private int at;

    private Mailboxes(String text) {
        this.text = text;
    }

    /**
     * Empty unless it is one mailbox or more, and each can be read in one way.
     *
     * @param value unfolded
     */
    static Optional<List<String>> parse(String value) {
        Mailboxes mailboxes = new Mailboxes(value);
        return mailboxes.list() ? Optional.of(List.copyOf(mailboxes.addresses)) : Optional.empty();
    }

    private boolean list() {
        while (mailbox()) {
            if (at == text.length()) {
                return true;
            }
            if (text.charAt(at) != ',') {
                return false;
            }
            at++;
        }
        return false;
    }

    private boolean mailbox() {
        skipBlanks();
        Optional<String> bare = take(ADDRESS);
        if (bare.isPresent()) {
            return address(bare.get()) && comment();
        }
        while (at < text.length() && text.charAt(at) != '<') {
            if (!nameWord()) {
                return false;
            }
            skipBlanks();
        }
        Optional<String> angle = take(ANGLE);
        return angle.isPresent()
                && address(angle.get().substring(1, angle.get().length() - 1))
                && comment();
    }

    private boolean comment() {
        skipBlanks();
        take(COMMENT);
        skipBlanks();
        return true;
    }

    private boolean nameWord() {
        if (text.charAt(at) == '"') {
            return quoted().filter(this::saidName).isPresent();
        }
        Optional<String> atom = take(ATOM);
        if (atom.isEmpty()) {
            return false;
        }
        if (!atom.get().contains("=?")) {
            return true;
        }
        return EncodedWords.decode(atom.get()).filter(this::saidName).isPresent();
    }

    /** Not by a pattern: one that knows escapes needs stack for each. */
    private Optional<String> quoted() {
        StringBuilder inside = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return Optional.of(inside.toString());
            }
            if (c == '\\') {
                at++;
            }
            if (at < text.length()) {
                inside.append(text.charAt(at));
            }
        }
        return Optional.empty();
    }

    /**
     * A name with an address in it is that address, and nothing else; without, it has no bracket.
     */
    private boolean saidName(String name) {
        if (name.indexOf('@') >= 0) {
            return address(QUOTES.matcher(name).replaceAll(""));
        }
        return name.codePoints().noneMatch(c -> c == '<' || c == '>' || Character.isISOControl(c));
    }

    /**
     * An encoded word is none in an address (RFC 2047 5), but some programs decode it there, too.
     */
    private boolean address(String written) {
        boolean plain =
                ADDRESS.matcher(written).matches()
                        && !written.contains("=?")
                        && EnvelopePath.parse(written)
                                .filter(EnvelopePath.Mailbox.class::isInstance)
                                .isPresent();
        return plain && addresses.add(written);
    }

    private void skipBlanks() {
        take(BLANKS);
    }

    private Optional<String> take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        return Optional.of(matcher.group());
    }
}
