package dev.postern.core.login;

/** What can stand where a line should be. */
public enum Malformed {
    /**
     * LF without CR before it (two readings of where a line ends are how messages are smuggled).
     */
    BARE_LINE_FEED,
    /** CR without LF behind it. */
    BARE_CARRIAGE_RETURN,
    NUL,
    /** No line end within the limit that {@link Next.ReadLine} set. */
    TOO_LONG
}
