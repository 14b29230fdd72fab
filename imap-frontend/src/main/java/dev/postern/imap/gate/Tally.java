package dev.postern.imap.gate;

import dev.postern.core.gate.GateOwner;
import dev.postern.core.gate.GateTally;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What has passed and what was refused. */
final class Tally {

    /** Each is a line in two logs; a client that goes on and on says nothing new. */
    private static final int REPORTED = 100;

    /** What is no verb might be anything, so it is not written down. */
    private static final String OTHER = "(unknown)";

    private static final Set<String> NAMES =
            Set.of(
                    "APPEND",
                    "AUTHENTICATE",
                    "CANCELUPDATE",
                    "CAPABILITY",
                    "CHECK",
                    "CLOSE",
                    "COMPARATOR",
                    "COMPRESS",
                    "CONVERSIONS",
                    "CONVERT",
                    "COPY",
                    "CREATE",
                    "DELETE",
                    "DELETEACL",
                    "ENABLE",
                    "ESEARCH",
                    "EXAMINE",
                    "EXPUNGE",
                    "FETCH",
                    "GENURLAUTH",
                    "GETACL",
                    "GETANNOTATION",
                    "GETMETADATA",
                    "GETQUOTA",
                    "GETQUOTAROOT",
                    "ID",
                    "IDLE",
                    "LANGUAGE",
                    "LIST",
                    "LISTRIGHTS",
                    "LOGIN",
                    "LOGOUT",
                    "LSUB",
                    "MOVE",
                    "MYRIGHTS",
                    "NAMESPACE",
                    "NOOP",
                    "NOTIFY",
                    "RENAME",
                    "REPLACE",
                    "RESETKEY",
                    "RLIST",
                    "RLSUB",
                    "SEARCH",
                    "SELECT",
                    "SETACL",
                    "SETANNOTATION",
                    "SETMETADATA",
                    "SETQUOTA",
                    "SORT",
                    "STARTTLS",
                    "STATUS",
                    "STORE",
                    "SUBSCRIBE",
                    "THREAD",
                    "UID CONVERT",
                    "UID COPY",
                    "UID EXPUNGE",
                    "UID FETCH",
                    "UID MOVE",
                    "UID REPLACE",
                    "UID SEARCH",
                    "UID SORT",
                    "UID STORE",
                    "UID THREAD",
                    "UNAUTHENTICATE",
                    "UNSELECT",
                    "UNSUBSCRIBE",
                    "URLFETCH",
                    "XLIST");

    private final GateOwner owner;
    private final Map<String, Integer> verbs = new HashMap<>();
    private int refused;
    private int messages;

    Tally(GateOwner owner) {
        this.owner = owner;
    }

    void passed(String verb) {
        verbs.merge(verb, 1, Integer::sum);
        owner.passed(verb);
    }

    void refused(String verb, String why) {
        refused++;
        if (refused <= REPORTED) {
            owner.refused(NAMES.contains(verb) ? verb : OTHER, why);
        }
    }

    void appended() {
        messages++;
    }

    GateTally soFar() {
        return new GateTally(verbs, refused, messages);
    }
}
