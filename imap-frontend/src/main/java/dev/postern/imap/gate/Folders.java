package dev.postern.imap.gate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder allow-list, as it applies to names on the wire. Names are compared as text, level by
 * level; only INBOX is equal in any case (RFC 9051 5.1).
 */
final class Folders {

    /** What a mailbox is to an app. */
    enum Place {
        ALLOWED,
        /** Not allowed, but on the way to one that is. */
        ON_THE_WAY,
        HIDDEN
    }

    private static final String INBOX = "INBOX";

    private final List<List<String>> allowed;

    /**
     * @param names with {@code /} between levels; empty: all mailboxes are allowed
     */
    Folders(List<String> names) {
        this.allowed = names.stream().map(name -> levels(name, "/")).toList();
    }

    boolean isEverything() {
        return allowed.isEmpty();
    }

    /**
     * Where a mailbox stands.
     *
     * @param octets its name on the wire, a character each
     * @param delimiter between levels; empty: there are none
     */
    Place place(String octets, NameEncoding encoding, String delimiter) {
        if (isEverything()) {
            return isPlain(octets) ? Place.ALLOWED : Place.HIDDEN;
        }
        Optional<String> name = encoding.decode(octets).filter(Folders::isPlain);
        if (name.isEmpty()) {
            return Place.HIDDEN;
        }
        List<String> levels = levels(name.get(), delimiter);
        if (levels.stream().anyMatch(level -> level.isEmpty() || level.matches("\\.\\.?"))) {
            return Place.HIDDEN;
        }
        if (allowed.stream().anyMatch(folder -> begins(levels, folder))) {
            return Place.ALLOWED;
        }
        return allowed.stream().anyMatch(folder -> begins(folder, levels))
                ? Place.ON_THE_WAY
                : Place.HIDDEN;
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    }

    private static boolean begins(List<String> levels, List<String> with) {
        return levels.size() >= with.size() && levels.subList(0, with.size()).equals(with);
    }

    private static List<String> levels(String name, String delimiter) {
        List<String> levels =
                delimiter.isEmpty()
                        ? List.of(name)
                        : List.of(name.split(Pattern.quote(delimiter), -1));
        if (!levels.get(0).toUpperCase(Locale.ROOT).equals(INBOX)) {
            return levels;
        }
        return Stream.concat(Stream.of(INBOX), levels.stream().skip(1)).toList();
    }
}
