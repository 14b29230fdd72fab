package dev.postern.core.access;

/** How it stands with a generated app password. */
public enum SecretState {
    /** It lets its app in. */
    LIVE,
    /** It lets its app in, until the one that replaces it is first used or its time is over. */
    SUPERSEDED,
    /** It lets nobody in any more. */
    REVOKED,
    /** It never let anybody in. */
    DECOY
}
