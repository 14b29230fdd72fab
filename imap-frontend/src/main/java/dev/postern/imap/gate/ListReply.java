package dev.postern.imap.gate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What LIST, LSUB or XLIST says of a mailbox (RFC 9051 7.3.1), read strictly: what has another
 * shape might name a mailbox in any of its places.
 *
 * @param delimiter between levels; empty: there are none
 * @param extended what stands behind the name, if anything does (RFC 5258)
 */
record ListReply(
        List<String> attributes, String delimiter, String name, Optional<Argument> extended) {

    /** RFC 9051 7.3.1, RFC 6154, RFC 8457, and XLIST's. */
    private static final Set<String> ATTRIBUTES =
            Set.of(
                    "\\NOINFERIORS",
                    "\\NOSELECT",
                    "\\NONEXISTENT",
                    "\\HASCHILDREN",
                    "\\HASNOCHILDREN",
                    "\\MARKED",
                    "\\UNMARKED",
                    "\\SUBSCRIBED",
                    "\\REMOTE",
                    "\\ALL",
                    "\\ALLMAIL",
                    "\\ARCHIVE",
                    "\\DRAFTS",
                    "\\FLAGGED",
                    "\\IMPORTANT",
                    "\\INBOX",
                    "\\JUNK",
                    "\\MEMOS",
                    "\\SCHEDULED",
                    "\\SENT",
                    "\\SNOOZED",
                    "\\SPAM",
                    "\\STARRED",
                    "\\TEMPLATES",
                    "\\TRASH");

    ListReply {
        attributes = List.copyOf(attributes);
    }

    static Optional<ListReply> of(List<Argument> arguments) {
        boolean shaped =
                (arguments.size() == 3 || arguments.size() == 4)
                        && arguments.get(0) instanceof Argument.Nested(List<Argument> attributes)
                        && attributes.stream().allMatch(Argument.Atom.class::isInstance)
                        && isDelimiter(arguments.get(1))
                        && (arguments.size() == 3 || arguments.get(3) instanceof Argument.Nested);
        if (!shaped) {
            return Optional.empty();
        }
        return Words.string(arguments.get(2))
                .map(name ->
                        new ListReply(
                                words(arguments.get(0)),
                                arguments.get(1) instanceof Argument.Text(String text) ? text : "",
                                name,
                                arguments.stream().skip(3).findFirst()));
    }

    private static boolean isDelimiter(Argument argument) {
        return argument instanceof Argument.Text(String text)
                ? text.length() == 1
                : Words.isAmong(Set.of("NIL"), argument);
    }

    private static List<String> words(Argument list) {
        return list instanceof Argument.Nested(List<Argument> words)
                ? words.stream().map(Words::string).flatMap(Optional::stream).toList()
                : List.of();
    }

    /** Whether only its name can be one of a mailbox. */
    boolean isPlain() {
        return attributes.stream().allMatch(ListReply::isKnown)
                && extended.map(ListReply::isChildInfo).orElse(true);
    }

    private static boolean isKnown(String attribute) {
        return ATTRIBUTES.contains(attribute.toUpperCase(Locale.ROOT));
    }

    /** RFC 5258 4: which of the mailboxes below it are meant. */
    private static boolean isChildInfo(Argument argument) {
        return argument instanceof Argument.Nested(List<Argument> pair)
                && pair.size() == 2
                && Words.string(pair.get(0)).filter("CHILDINFO"::equalsIgnoreCase).isPresent()
                && pair.get(1) instanceof Argument.Nested(List<Argument> criteria)
                && criteria.stream()
                        .allMatch(it ->
                                Words.string(it)
                                        .map(word -> word.toUpperCase(Locale.ROOT))
                                        .filter(MailboxRules.SELECTIONS::contains)
                                        .isPresent());
    }

    /** As a reply with nothing but what is known. */
    String rebuilt(String word) {
        return rebuilt(word, attributes.stream().filter(ListReply::isKnown).toList());
    }

    /** As a reply with other attributes. */
    String rebuilt(String word, List<String> others) {
        return others.stream()
                .collect(
                        Collectors.joining(
                                " ",
                                "* " + word + " (",
                                ") %s %s\r\n"
                                        .formatted(
                                                delimiter.isEmpty()
                                                        ? "NIL"
                                                        : Words.quoted(delimiter),
                                                Words.quoted(name))));
    }
}
