package dev.postern.imap.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a client is sent, as a client does that knows where literals may stand. */
final class Replies {

    private static final Pattern LITERAL = Pattern.compile("~?\\{(\\d{1,18})\\}\\z");

    /** RFC 3501 9: a client may take a larger number for another one, or for none. */
    private static final long LARGEST = 0xFFFF_FFFFL;

    /** Lines of which the end is text for people. */
    private static final Pattern WORDED =
            Pattern.compile("(?:\\+|\\S+ (?:OK|NO|BAD|BYE|PREAUTH)\\b).*", Pattern.DOTALL);

    private final StringBuilder unread = new StringBuilder();
    private final List<String> lines = new ArrayList<>();

    /** Gives the replies that are whole now, each with its literals and without its last CRLF. */
    List<String> add(byte[] octets) {
        unread.append(Octets.text(octets));
        List<String> whole = new ArrayList<>();
        for (int end = end(); end >= 0; end = end()) {
            whole.add(unread.substring(0, end));
            unread.delete(0, end + 2);
        }
        lines.addAll(whole);
        return whole;
    }

    private int end() {
        int from = 0;
        while (true) {
            int end = unread.indexOf("\r\n", from);
            if (end < 0) {
                return -1;
            }
            Matcher literal = LITERAL.matcher(unread.substring(from, end));
            boolean worded = WORDED.matcher(unread.substring(0, end)).matches();
            if (worded || !literal.find() || Long.parseLong(literal.group(1)) > LARGEST) {
                return end;
            }
            long behind = end + 2 + Long.parseLong(literal.group(1));
            if (behind > unread.length()) {
                return -1;
            }
            from = (int) behind;
        }
    }

    List<String> all() {
        return List.copyOf(lines);
    }

    /** Of a reply that is not whole. */
    String rest() {
        return unread.toString();
    }
}
