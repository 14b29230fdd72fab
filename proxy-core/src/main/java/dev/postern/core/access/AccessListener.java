package dev.postern.core.access;

/**
 * Is told of what logins bring about. Thread-safe, and never blocks: it is called on event loops.
 */
public interface AccessListener {

    /** Nobody wants to know. */
    AccessListener NONE =
            new AccessListener() {
                @Override
                public void replacementSeen(IssuedSecret used) {}

                @Override
                public void decoyTried(IssuedSecret decoy, Source source) {}
            };

    /**
     * A secret that was issued in place of others was used: those let nobody in any more, from now
     * on and as long as this process runs. Whoever is told makes that last, and ends the sessions
     * that they have; until then this is told again at each login.
     */
    void replacementSeen(IssuedSecret used);

    /** Somebody has found a decoy, and has tried to log in with it. */
    void decoyTried(IssuedSecret decoy, Source source);
}
