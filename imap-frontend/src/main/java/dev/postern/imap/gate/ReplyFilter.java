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

    /** Each begins with the name of a mailbox. */
    private static final Set<String> OF_A_MAILBOX = Set.of("STATUS", "QUOTAROOT", "MYRIGHTS");

    /** They tell of the selected mailbox, or of none. */
    private static final Set<String> NAMELESS =
            Set.of("SEARCH", "ESEARCH", "SORT", "THREAD", "FLAGS", "VANISHED", "ID", "QUOTA");

    private static final Pattern CODE = Pattern.compile("(?i)\\[CAPABILITY ([^\\]\\r\\n]*)\\]");

    /** RFC 9051 6.3.9.7: the name that a mailbox had, or that it would have elsewhere. */
    private static final Pattern OTHER_NAME = Pattern.compile("(?i)OLDNAME");

    private final Scene scene;
    private final UnaryOperator<List<String>> shown;

    /**
     * @param shown trims capabilities
     */
    ReplyFilter(Scene scene, UnaryOperator<List<String>> shown) {
        this.scene = scene;
        this.shown = shown;
    }

    ReplyStream.Treatment treatment(String word) {
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
        if (OF_A_MAILBOX.contains(word) || word.equals("NAMESPACE")) {
            return ReplyStream.Treatment.HOLD;
        }
        return NAMELESS.contains(word) ? ReplyStream.Treatment.PASS : ReplyStream.Treatment.DROP;
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
                .filter(it -> !it.isEmpty() && isAllowed(name(it.get(0))))
                .map(ignored -> reply);
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
        if (read.isEmpty() || read.get().size() < 3) {
            return scene.folders().isEverything() ? Optional.of(reply) : Optional.empty();
        }
        List<Argument> arguments = read.get();
        String name = name(arguments.get(2));
        if (arguments.get(0) instanceof Argument.Nested(List<Argument> attributes)) {
            scene.waste().learn(attributes, name, scene.encoding());
        }
        if (scene.folders().isEverything() || name.isEmpty()) {
            return Optional.of(reply);
        }
        return switch (scene.place(name)) {
            case ALLOWED ->
                    OTHER_NAME.matcher(reply).find()
                            ? Optional.of(rebuilt(word, "", delimiter(arguments), name))
                            : Optional.of(reply);
            case ON_THE_WAY ->
                    Optional.of(
                            rebuilt(
                                    word,
                                    "\\NonExistent \\Noselect \\HasChildren",
                                    delimiter(arguments),
                                    name));
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
                    .filter(it -> it.size() >= 3)
                    .ifPresent(it ->
                            scene.delimiter(
                                    it.get(1) instanceof Argument.Text(String text) ? text : ""));
        }
    }

    private static String delimiter(List<Argument> arguments) {
        return arguments.get(1) instanceof Argument.Text(String text) ? quoted(text) : "NIL";
    }

    private static String rebuilt(String word, String attributes, String delimiter, String name) {
        return "* " + word + " (" + attributes + ") " + delimiter + " " + quoted(name) + "\r\n";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private boolean isAllowed(String name) {
        return scene.place(name) == Folders.Place.ALLOWED;
    }

    private static String name(Argument argument) {
        return switch (argument) {
            case Argument.Atom(String text) -> text;
            case Argument.Text(String text) -> text;
            case Argument.Nested ignored -> "";
            case Argument.Open ignored -> "";
        };
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
        int end = reply.length() - (reply.endsWith("\r\n") ? 2 : 1);
        return end > from
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
