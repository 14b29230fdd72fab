package dev.postern.imap.gate;

import dev.postern.imap.Grammar;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The kinds of replies that begin with the name of a mailbox, read strictly: what has another shape
 * might name a second one.
 */
enum MailboxReply {
    /** RFC 9051 7.3.2 */
    STATUS {
        @Override
        boolean isShaped(List<Argument> behind) {
            return behind.size() == 1
                    && behind.get(0) instanceof Argument.Nested(List<Argument> items)
                    && areItems(items);
        }
    },
    /** RFC 9208 5.2 */
    QUOTAROOT {
        @Override
        boolean isShaped(List<Argument> behind) {
            return behind.stream().allMatch(root -> Words.string(root).isPresent());
        }
    },
    /** RFC 4314 3.8 */
    MYRIGHTS {
        @Override
        boolean isShaped(List<Argument> behind) {
            return behind.size() == 1
                    && Words.string(behind.get(0))
                            .filter(rights -> rights.chars().allMatch(MailboxReply::isRight))
                            .isPresent();
        }
    };

    /** RFC 8474 4.3: the provider makes it, and no name is in it. */
    private static final Pattern OBJECT_ID = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    /**
     * Whether what stands behind the name can be no other name.
     *
     * @param behind the arguments there
     */
    abstract boolean isShaped(List<Argument> behind);

    static Optional<MailboxReply> of(String word) {
        return List.of(values()).stream().filter(it -> it.name().equals(word)).findFirst();
    }

    private static boolean isRight(int octet) {
        return (octet >= 'a' && octet <= 'z') || Grammar.isDigit(octet);
    }

    private static boolean areItems(List<Argument> items) {
        boolean fine = items.size() % 2 == 0;
        for (int at = 0; fine && at < items.size(); at += 2) {
            fine =
                    Words.isAmong(MailboxRules.STATUS_ITEMS, items.get(at))
                            && isValue(items.get(at), items.get(at + 1));
        }
        return fine;
    }

    /** A number; RFC 7889 has a NIL, and RFC 8474 for one item an identifier in brackets. */
    private static boolean isValue(Argument item, Argument value) {
        return switch (value) {
            case Argument.Atom(String text) ->
                    Words.isNumber(value) || text.equalsIgnoreCase("NIL");
            case Argument.Nested(List<Argument> inner) ->
                    Words.isAmong(Set.of("MAILBOXID"), item)
                            && inner.size() == 1
                            && inner.get(0) instanceof Argument.Atom(String text)
                            && OBJECT_ID.matcher(text).matches();
            case Argument.Text ignored -> false;
            case Argument.Open ignored -> false;
        };
    }
}
