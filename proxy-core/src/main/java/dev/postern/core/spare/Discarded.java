package dev.postern.core.spare;

import java.util.Locale;

/** Why a spare was closed that nobody was given. */
public enum Discarded {
    /** It has lived as long as one may. */
    EXPIRED,
    /** The provider has ended it. */
    CLOSED,
    /** The provider has said something to nobody. */
    UNSOLICITED,
    /** The account or its credential is another now. */
    CHANGED,
    /** The provider has reached a limit of connections. */
    LIMIT,
    /** Who was to get it went away. */
    LEFT,
    SHUTDOWN;

    /** As it stands in metrics and logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
