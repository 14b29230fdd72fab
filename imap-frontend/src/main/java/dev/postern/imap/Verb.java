package dev.postern.imap;

import java.util.Locale;
import java.util.Set;

/** The commands that mean something before login, and what all others come to. */
enum Verb {
    CAPABILITY,
    NOOP,
    LOGOUT,
    ID,
    STARTTLS,
    LOGIN,
    AUTHENTICATE,
    /** IMAP, but only after login. */
    LATER,
    UNKNOWN;

    private static final Set<String> BEFORE_LOGIN =
            Set.of("CAPABILITY", "NOOP", "LOGOUT", "ID", "STARTTLS", "LOGIN", "AUTHENTICATE");

    /** RFC 9051 and RFC 3501, then the extensions that clients use. */
    private static final Set<String> AFTER_LOGIN =
            Set.of(
                    "APPEND",
                    "CHECK",
                    "CLOSE",
                    "COPY",
                    "CREATE",
                    "DELETE",
                    "ENABLE",
                    "EXAMINE",
                    "EXPUNGE",
                    "FETCH",
                    "IDLE",
                    "LIST",
                    "LSUB",
                    "MOVE",
                    "NAMESPACE",
                    "RENAME",
                    "SEARCH",
                    "SELECT",
                    "STATUS",
                    "STORE",
                    "SUBSCRIBE",
                    "UID",
                    "UNSELECT",
                    "UNSUBSCRIBE",
                    "COMPRESS",
                    "DELETEACL",
                    "GETACL",
                    "GETMETADATA",
                    "GETQUOTA",
                    "GETQUOTAROOT",
                    "LISTRIGHTS",
                    "MYRIGHTS",
                    "NOTIFY",
                    "REPLACE",
                    "SETACL",
                    "SETMETADATA",
                    "SETQUOTA",
                    "SORT",
                    "THREAD",
                    "UNAUTHENTICATE",
                    "XLIST");

    /** Without regard to case (RFC 3501 9). */
    static Verb of(String word) {
        String name = word.toUpperCase(Locale.ROOT);
        if (BEFORE_LOGIN.contains(name)) {
            return valueOf(name);
        }
        return AFTER_LOGIN.contains(name) ? LATER : UNKNOWN;
    }
}
