package dev.postern.imap.gate;

import dev.postern.core.access.ImapProfile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an app hears of a provider's untagged replies, and what the gate learns from them. */
final class ReplyFilter {

    private static final Set<String> STATUSES = Set.of("OK", "NO", "BAD", "BYE", "PREAUTH");
    private static final Set<String> LISTS = Set.of("LIST", "LSUB", "XLIST");

    /** They tell of the selected mailbox, or of none. */
    private static final Set<String> NAMELESS =
            Set.of("SEARCH", "SORT", "THREAD", "FLAGS", "VANISHED", "ID", "QUOTA");

    private static final Pattern CODE = Pattern.compile("(?i)\\[CAPABILITY ([^\\]\\r\\n]*)\\]");

    /** RFC 4731 3: which search it answers; RFC 7377 2.1 adds in which mailbox. */
    private static final Pattern ONE_SEARCH =
            Pattern.compile("(?i) \\(TAG \"?[!-~&&[^\"()\\\\]]+\"?\\)");

    private static final List<String> ON_THE_WAY =
            List.of("\\NonExistent", "\\Noselect", "\\HasChildren");

    private final Scene scene;
    private final UnaryOperator<List<String>> shown;

    /**
     * @param shown trims capabilities
     */
    ReplyFilter(Scene scene, UnaryOperator<List<String>> shown) {
        this.scene = scene;
        this.shown = shown;
    }

    /**
     * What becomes of a reply; empty: more must come for that.
     *
     * @param behind what has come behind its word
     */
    Optional<ReplyStream.Treatment> treatment(String word, String behind) {
        return word.equals("ESEARCH") && !scene.folders().isEverything()
                ? found(behind)
                : Optional.of(treatment(word));
    }

    private ReplyStream.Treatment treatment(String word) {
        if (STATUSES.contains(word)) {
            return ReplyStream.Treatment.HOLD_LINE;
        }
        if (word.equals("CAPABILITY") || word.equals("ENABLED")) {
            return ReplyStream.Treatment.HOLD;
        }
        if (LISTS.contains(word) && looksAtLists()) {
            return ReplyStream.Treatment.HOLD;
        }
        if (scene.folders().isEverything()) {
            return ReplyStream.Treatment.PASS;
        }
        if (word.equals("NAMESPACE") || MailboxReply.of(word).isPresent()) {
            return ReplyStream.Treatment.HOLD;
        }
        return NAMELESS.contains(word) ? ReplyStream.Treatment.PASS : ReplyStream.Treatment.DROP;
    }

    /** It may be too long to be held; but what could name a mailbox stands in front. */
    private static Optional<ReplyStream.Treatment> found(String behind) {
        boolean isLine = behind.endsWith("\n");
        boolean hasCorrelator = behind.startsWith(" (");
        if (!isLine && (hasCorrelator ? !behind.endsWith(")") : behind.length() < 2)) {
            return Optional.empty();
        }
        return Optional.of(
                !hasCorrelator || ONE_SEARCH.matcher(behind).matches()
                        ? ReplyStream.Treatment.PASS
                        : ReplyStream.Treatment.DROP);
    }

    private boolean looksAtLists() {
        return !scene.folders().isEverything() || scene.profile() == ImapProfile.NO_DELETE;
    }

    /** What is passed of a reply that was held; nothing: it is for nobody. */
    Optional<String> passed(String reply) {
        String word = word(reply);
        if (STATUSES.contains(word)) {
            return Optional.of(trimmedCode(reply));
        }
        if (word.equals("CAPABILITY")) {
            return Optional.of("* CAPABILITY " + trimmed(behind(word, reply)) + "\r\n");
        }
        if (word.equals("ENABLED")) {
            enabled(behind(word, reply));
            return Optional.of(reply);
        }
        Optional<List<Argument>> arguments = arguments(word, reply);
        if (LISTS.contains(word)) {
            return list(word, reply, arguments);
        }
        if (word.equals("NAMESPACE")) {
            return arguments.map(it -> new Namespaces(scene).passed(it));
        }
        return arguments
                .filter(it -> !it.isEmpty() && isAllowed(it.get(0)) && isShaped(word, it))
                .map(ignored -> reply);
    }

    private static boolean isShaped(String word, List<Argument> arguments) {
        return MailboxReply.of(word)
                .filter(kind -> kind.isShaped(arguments.subList(1, arguments.size())))
                .isPresent();
    }

    /** A status reply, tagged or not, with the capabilities in its code trimmed. */
    String trimmedCode(String reply) {
        Matcher code = CODE.matcher(reply);
        return code.find()
                ? reply.substring(0, code.start())
                        + "[CAPABILITY "
                        + trimmed(code.group(1))
                        + "]"
                        + reply.substring(code.end())
                : reply;
    }

    private String trimmed(String words) {
        return String.join(" ", shown.apply(List.of(words.strip().split(" +"))));
    }

    private void enabled(String words) {
        List<String> extensions = List.of(words.strip().toUpperCase(Locale.ROOT).split(" +"));
        if (extensions.contains("UTF8=ACCEPT") || extensions.contains("IMAP4REV2")) {
            scene.speakUtf8();
        }
    }

    private Optional<String> list(String word, String reply, Optional<List<Argument>> read) {
        Optional<ListReply> list = read.flatMap(ListReply::of);
        list.ifPresent(it -> scene.waste().learn(it.attributes(), it.name(), scene.encoding()));
        return scene.folders().isEverything()
                ? Optional.of(reply)
                : list.flatMap(it -> list(word, reply, it));
    }

    private Optional<String> list(String word, String reply, ListReply list) {
        if (list.name().isEmpty()) {
            return Optional.of(list.rebuilt(word)); // the answer to LIST "" ""
        }
        return switch (scene.place(list.name())) {
            case ALLOWED -> Optional.of(list.isPlain() ? reply : list.rebuilt(word));
            case ON_THE_WAY -> Optional.of(list.rebuilt(word, ON_THE_WAY));
            case HIDDEN -> Optional.empty();
        };
    }

    boolean isList(String reply) {
        return LISTS.contains(word(reply));
    }

    /** The answer to {@code LIST "" ""}. */
    void learnDelimiter(String reply) {
        String word = word(reply);
        if (LISTS.contains(word)) {
            arguments(word, reply)
                    .flatMap(ListReply::of)
                    .ifPresent(it -> scene.delimiter(it.delimiter()));
        }
    }

    private boolean isAllowed(Argument name) {
        return Words.string(name)
                .filter(it -> scene.place(it) == Folders.Place.ALLOWED)
                .isPresent();
    }

    private static String word(String reply) {
        String[] words = reply.split("[ \\r\\n]", 3);
        return words.length < 2 ? "" : words[1].toUpperCase(Locale.ROOT);
    }

    private static String behind(String word, String reply) {
        return reply.substring("* ".length() + word.length()).strip();
    }

    private static Optional<List<Argument>> arguments(String word, String reply) {
        int from = "* ".length() + word.length() + 1;
        int end = reply.length() - "\r\n".length();
        return end > from
                        && reply.endsWith("\r\n")
                        && ArgumentLexer.read(
                                        reply.substring(0, end),
                                        from,
                                        ArgumentLexer.Dialect.REPLY,
                                        Integer.MAX_VALUE)
                                instanceof Arguments.Complete(List<Argument> list)
                ? Optional.of(list)
                : Optional.empty();
    }
}
