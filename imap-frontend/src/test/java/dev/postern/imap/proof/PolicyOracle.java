package dev.postern.imap.proof;

import static dev.postern.core.access.ImapProfile.APPEND_ONLY;
import static dev.postern.core.access.ImapProfile.FULL;
import static dev.postern.core.access.ImapProfile.NO_DELETE;
import static dev.postern.core.access.ImapProfile.READ_AND_FLAG;
import static dev.postern.core.access.ImapProfile.READ_ONLY;

import dev.postern.core.access.ImapProfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a command that a server has seen may change or show what a policy forbids. It knows what
 * came before: one oracle for each session.
 */
final class PolicyOracle {

    private static final EnumSet<ImapProfile> ALL = EnumSet.allOf(ImapProfile.class);
    private static final EnumSet<ImapProfile> READING =
            EnumSet.of(READ_ONLY, READ_AND_FLAG, NO_DELETE, FULL);
    private static final EnumSet<ImapProfile> FLAGGING = EnumSet.of(READ_AND_FLAG, NO_DELETE, FULL);
    private static final EnumSet<ImapProfile> KEEPING = EnumSet.of(NO_DELETE, FULL);

    private static final Map<String, EnumSet<ImapProfile>> PROFILES =
            Map.ofEntries(
                    Map.entry("CAPABILITY", ALL),
                    Map.entry("NOOP", ALL),
                    Map.entry("ID", ALL),
                    Map.entry("ENABLE", ALL),
                    Map.entry("NAMESPACE", ALL),
                    Map.entry("LOGOUT", ALL),
                    Map.entry("IDLE", ALL),
                    Map.entry("LIST", ALL),
                    Map.entry("STATUS", ALL),
                    Map.entry("EXAMINE", READING),
                    Map.entry("CHECK", READING),
                    Map.entry("UNSELECT", READING),
                    Map.entry("FETCH", READING),
                    Map.entry("SEARCH", READING),
                    Map.entry("SORT", READING),
                    Map.entry("THREAD", READING),
                    Map.entry("LSUB", READING),
                    Map.entry("CLOSE", EnumSet.of(READ_ONLY, FULL)),
                    Map.entry("SELECT", FLAGGING),
                    Map.entry("STORE", FLAGGING),
                    Map.entry("APPEND", EnumSet.of(APPEND_ONLY, NO_DELETE, FULL)),
                    Map.entry("COPY", KEEPING),
                    Map.entry("CREATE", KEEPING),
                    Map.entry("SUBSCRIBE", KEEPING),
                    Map.entry("UNSUBSCRIBE", KEEPING),
                    Map.entry("GETQUOTA", KEEPING),
                    Map.entry("GETQUOTAROOT", KEEPING),
                    Map.entry("MYRIGHTS", KEEPING),
                    Map.entry("GETACL", KEEPING),
                    Map.entry("LISTRIGHTS", KEEPING),
                    Map.entry("GETMETADATA", KEEPING),
                    Map.entry("SETMETADATA", KEEPING),
                    Map.entry("XLIST", KEEPING),
                    Map.entry("MOVE", EnumSet.of(FULL)),
                    Map.entry("EXPUNGE", EnumSet.of(FULL)),
                    Map.entry("DELETE", EnumSet.of(FULL)),
                    Map.entry("RENAME", EnumSet.of(FULL)));

    private static final Set<String> WITH_UID =
            Set.of("FETCH", "SEARCH", "SORT", "THREAD", "STORE", "COPY", "MOVE", "EXPUNGE");

    private static final Set<String> FIRST_NAMES_MAILBOX =
            Set.of(
                    "SELECT",
                    "EXAMINE",
                    "CREATE",
                    "DELETE",
                    "RENAME",
                    "SUBSCRIBE",
                    "UNSUBSCRIBE",
                    "STATUS",
                    "APPEND",
                    "GETQUOTAROOT",
                    "MYRIGHTS",
                    "GETACL",
                    "LISTRIGHTS",
                    "SETMETADATA");
    private static final Set<String> SECOND_NAMES_MAILBOX = Set.of("RENAME", "COPY", "MOVE");

    /** That a gate can follow; the others change the grammar or the meaning of what comes then. */
    private static final Set<String> ENABLED =
            Set.of("CONDSTORE", "QRESYNC", "UTF8=ACCEPT", "IMAP4REV2");

    private static final Set<String> FLAGS_THAT_READERS_SET =
            Set.of("\\SEEN", "\\FLAGGED", "\\ANSWERED");

    private final ImapProfile profile;
    private final AllowedFolders folders;

    /** Mailboxes in which a message is as good as deleted, as the server names them. */
    private final Set<String> bins;

    private boolean utf8;

    PolicyOracle(ImapProfile profile, AllowedFolders folders, Set<String> bins) {
        this.profile = profile;
        this.folders = folders;
        this.bins = Set.copyOf(bins);
    }

    /** What is wrong with that the server has seen this. */
    Optional<String> objection(Seen seen) {
        String verb = seen.plainVerb();
        EnumSet<ImapProfile> profiles =
                PROFILES.getOrDefault(verb, EnumSet.noneOf(ImapProfile.class));
        if (!profiles.contains(profile)) {
            return Optional.of("not for " + profile.word());
        }
        if (seen.verb().startsWith("UID ") && !WITH_UID.contains(verb)) {
            return Optional.of("has no UID form");
        }
        Optional<String> objection = mailboxes(seen);
        // A folder may be called so: patterns of LIST ask for no attribute of a message.
        boolean ofMessages = !verb.equals("LIST") && !verb.equals("LSUB");
        if (objection.isEmpty()
                && ofMessages
                && !folders.names().isEmpty()
                && namesGmail(seen.arguments())) {
            objection = Optional.of("X-GM- shows what is in other folders");
        }
        return objection.or(() ->
                switch (verb) {
                    case "STORE" -> store(seen.arguments());
                    case "APPEND" -> append(seen.arguments());
                    case "ENABLE" -> enable(seen.arguments());
                    default -> Optional.empty();
                });
    }

    private Optional<String> mailboxes(Seen seen) {
        String verb = seen.plainVerb();
        List<byte[]> named = new ArrayList<>();
        if (FIRST_NAMES_MAILBOX.contains(verb)) {
            if (!isString(seen, 0)) {
                return Optional.of("without mailbox");
            }
            named.add(seen.arguments().get(0).octets());
        }
        if (SECOND_NAMES_MAILBOX.contains(verb)) {
            if (!isString(seen, 1)) {
                return Optional.of("without mailbox");
            }
            named.add(seen.arguments().get(1).octets());
        }
        if (verb.equals("GETMETADATA")) {
            int at =
                    seen.arguments().isEmpty() || seen.arguments().get(0) instanceof Argument.Group
                            ? 1
                            : 0;
            if (!isString(seen, at)) {
                return Optional.of("without mailbox");
            }
            named.add(seen.arguments().get(at).octets());
        }
        for (byte[] name : named) {
            String text = new String(name, StandardCharsets.ISO_8859_1);
            boolean server = verb.endsWith("METADATA") && name.length == 0;
            if (!server && !folders.allow(name, utf8)) {
                return Optional.of("not in the list: " + text);
            }
            boolean adds = verb.equals("COPY") || verb.equals("APPEND");
            if (profile == NO_DELETE && adds && bins.contains(text)) {
                return Optional.of("deletes at some providers: " + text);
            }
        }
        return Optional.empty();
    }

    private static boolean isString(Seen seen, int index) {
        return seen.arguments().size() > index
                && !(seen.arguments().get(index) instanceof Argument.Group);
    }

    private static boolean namesGmail(List<Argument> arguments) {
        return arguments.stream()
                .anyMatch(argument ->
                        switch (argument) {
                            case Argument.Atom atom -> atom.upper().startsWith("X-GM-");
                            case Argument.Text ignored -> false;
                            case Argument.Group group -> namesGmail(group.items());
                        });
    }

    private Optional<String> store(List<Argument> arguments) {
        int at = 1;
        if (arguments.size() > at
                && arguments.get(at) instanceof Argument.Group group
                && !group.items().isEmpty()
                && group.items().get(0) instanceof Argument.Atom atom
                && atom.is("UNCHANGEDSINCE")) {
            at++;
        }
        if (arguments.size() < at + 2 || !(arguments.get(at) instanceof Argument.Atom item)) {
            return Optional.of("no item to store");
        }
        String name = item.upper().replaceFirst("^[+-]", "").replaceFirst("\\.SILENT$", "");
        if (!name.equals("FLAGS")) {
            boolean harmless = profile == FULL && !name.contains("ANNOTATION");
            return harmless ? Optional.empty() : Optional.of("stores " + name);
        }
        boolean takesAway = item.text().startsWith("-");
        boolean replaces = !takesAway && !item.text().startsWith("+");
        if (replaces && profile == READ_AND_FLAG) {
            return Optional.of("takes all other flags away");
        }
        List<Argument> flags =
                arguments.get(at + 1) instanceof Argument.Group group
                        ? group.items()
                        : arguments.subList(at + 1, arguments.size());
        for (Argument flag : flags) {
            if (!(flag instanceof Argument.Atom atom)) {
                return Optional.of("a flag that is no atom");
            }
            boolean keyword = !atom.text().contains("\\");
            boolean refused =
                    switch (profile) {
                        case READ_AND_FLAG ->
                                !keyword && !FLAGS_THAT_READERS_SET.contains(atom.upper());
                        case NO_DELETE -> !takesAway && atom.is("\\Deleted");
                        case FULL -> false;
                        case READ_ONLY, APPEND_ONLY -> true;
                    };
            if (refused) {
                return Optional.of("stores " + atom.text().toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    /** A mailbox, flags, a date and one message; or that in UTF8 (…). */
    private static Optional<String> append(List<Argument> arguments) {
        int at = 1;
        if (isFlags(arguments, at)) {
            at++;
        }
        if (arguments.size() > at + 1 && arguments.get(at) instanceof Argument.Text) {
            at++;
        }
        List<Argument> message =
                arguments.subList(Math.min(at, arguments.size()), arguments.size());
        boolean utf8 =
                message.size() == 2
                        && message.get(0) instanceof Argument.Atom word
                        && word.is("UTF8")
                        && message.get(1) instanceof Argument.Group(List<Argument> items)
                        && isOneText(items);
        return utf8 || isOneText(message)
                ? Optional.empty()
                : Optional.of("appends something else than one message");
    }

    private static boolean isFlags(List<Argument> arguments, int at) {
        return at < arguments.size()
                && arguments.get(at) instanceof Argument.Group(List<Argument> flags)
                && flags.stream().allMatch(Argument.Atom.class::isInstance);
    }

    private static boolean isOneText(List<Argument> arguments) {
        return arguments.size() == 1 && arguments.get(0) instanceof Argument.Text;
    }

    private static Optional<String> enable(List<Argument> arguments) {
        for (Argument argument : arguments) {
            if (!(argument instanceof Argument.Atom atom) || !ENABLED.contains(atom.upper())) {
                return Optional.of("enables " + argument);
            }
        }
        return Optional.empty();
    }

    /** The server has agreed to an ENABLE. */
    void enabled(Seen enable) {
        for (Argument argument : enable.arguments()) {
            String extension = ((Argument.Atom) argument).upper();
            utf8 |= extension.equals("UTF8=ACCEPT") || extension.equals("IMAP4REV2");
        }
    }
}
