package dev.postern.imap.gate;

import dev.postern.core.access.ImapProfile;

import java.util.HashMap;
import java.util.Map;

/**
 * What each profile allows: a list of verbs, and a rule for each. What is not listed is refused.
 */
final class Permissions {

    static final String NOT_LISTED = "the app may not use this command";

    private static final Map<String, Rule> ALWAYS =
            Map.of(
                    "CAPABILITY", SessionRules::bare,
                    "NOOP", SessionRules::bare,
                    "LOGOUT", SessionRules::bare,
                    "NAMESPACE", SessionRules::bare,
                    "IDLE", SessionRules::bare,
                    "ID", SessionRules::id,
                    "ENABLE", SessionRules::enable);

    private static final Map<String, Rule> LISTING =
            Map.of("LIST", MailboxRules::list, "STATUS", MailboxRules::status);

    private static final Map<String, Rule> READING =
            Map.ofEntries(
                    Map.entry("LSUB", MailboxRules::lsub),
                    Map.entry("EXAMINE", MailboxRules::select),
                    Map.entry("CHECK", SessionRules::bare),
                    Map.entry("UNSELECT", SessionRules::bare),
                    Map.entry("FETCH", MessageRules::fetch),
                    Map.entry("UID FETCH", MessageRules::fetch),
                    Map.entry("SEARCH", MessageRules::search),
                    Map.entry("UID SEARCH", MessageRules::search),
                    Map.entry("SORT", MessageRules::search),
                    Map.entry("UID SORT", MessageRules::search),
                    Map.entry("THREAD", MessageRules::search),
                    Map.entry("UID THREAD", MessageRules::search));

    /** Nothing can be changed in a mailbox that is only examined; so CLOSE expunges nothing. */
    private static final Map<String, Rule> WITHOUT_CHANGE =
            Map.of("SELECT", as("EXAMINE", MailboxRules::select), "CLOSE", SessionRules::bare);

    private static final Map<String, Rule> FLAGGING =
            Map.of(
                    "SELECT",
                    MailboxRules::select,
                    "CLOSE",
                    SessionRules::closeWithoutExpunge,
                    "STORE",
                    MessageRules.store(Storing.MARKS),
                    "UID STORE",
                    MessageRules.store(Storing.MARKS));

    private static final Map<String, Rule> APPENDING =
            Map.of("APPEND", MessageRules.append(Flags.MARKS_AND_DRAFT));

    private static final Map<String, Rule> KEEPING =
            Map.ofEntries(
                    Map.entry("SELECT", MailboxRules::select),
                    Map.entry("CLOSE", SessionRules::closeWithoutExpunge),
                    Map.entry("STORE", MessageRules.store(Storing.NO_DELETION)),
                    Map.entry("UID STORE", MessageRules.store(Storing.NO_DELETION)),
                    Map.entry("COPY", MessageRules::copy),
                    Map.entry("UID COPY", MessageRules::copy),
                    Map.entry("CREATE", MailboxRules::create),
                    Map.entry("SUBSCRIBE", MailboxRules::one),
                    Map.entry("UNSUBSCRIBE", MailboxRules::one),
                    Map.entry("GETQUOTA", MailboxRules::quota),
                    Map.entry("GETQUOTAROOT", MailboxRules::one),
                    Map.entry("MYRIGHTS", MailboxRules::one));

    private static final Map<String, Rule> DELETING =
            Map.ofEntries(
                    Map.entry("CLOSE", SessionRules::bare),
                    Map.entry("STORE", MessageRules.store(Storing.ALL)),
                    Map.entry("UID STORE", MessageRules.store(Storing.ALL)),
                    Map.entry("APPEND", MessageRules.append(Flags.ALL)),
                    Map.entry("EXPUNGE", SessionRules::bare),
                    Map.entry("UID EXPUNGE", MessageRules::set),
                    Map.entry("MOVE", MessageRules::copy),
                    Map.entry("UID MOVE", MessageRules::copy),
                    Map.entry("DELETE", MailboxRules::one),
                    Map.entry("RENAME", MailboxRules::two));

    private final Map<String, Rule> rules;

    private Permissions(Map<String, Rule> rules) {
        this.rules = rules;
    }

    static Permissions of(ImapProfile profile) {
        return switch (profile) {
            case READ_ONLY -> all(ALWAYS, LISTING, READING, WITHOUT_CHANGE);
            case READ_AND_FLAG -> all(ALWAYS, LISTING, READING, FLAGGING);
            case APPEND_ONLY -> all(ALWAYS, LISTING, APPENDING);
            case NO_DELETE -> all(ALWAYS, LISTING, READING, APPENDING, KEEPING);
            case FULL -> all(ALWAYS, LISTING, READING, APPENDING, KEEPING, DELETING);
        };
    }

    /** The later list's rule counts. */
    @SafeVarargs
    private static Permissions all(Map<String, Rule>... lists) {
        Map<String, Rule> rules = new HashMap<>();
        for (Map<String, Rule> list : lists) {
            rules.putAll(list);
        }
        return new Permissions(Map.copyOf(rules));
    }

    private static Rule as(String verb, Rule rule) {
        return rule.as(verb);
    }

    boolean list(String verb) {
        return rules.containsKey(verb);
    }

    Ruling judge(GateCommand command, Scene scene) {
        Rule rule = rules.get(command.verb());
        return rule == null ? Rule.denied(NOT_LISTED) : rule.judge(command, scene);
    }
}
