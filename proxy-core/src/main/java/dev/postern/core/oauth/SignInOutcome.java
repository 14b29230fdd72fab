package dev.postern.core.oauth;

import java.util.Optional;

/** What came of redeeming what a person's consent gave: a code, or a device code. */
public sealed interface SignInOutcome {

    /**
     * The tokens are on the disk, and the next login uses them.
     *
     * @param note what the person should know, like a scope that was not granted
     */
    record SignedIn(Optional<String> note) implements SignInOutcome {}

    /** The person has not finished yet: ask again (RFC 8628 3.5). */
    record Pending() implements SignInOutcome {}

    /** The same, and ask five seconds less often from now on. */
    record SlowDown() implements SignInOutcome {}

    /** It may work later: the server did not answer, or was busy. */
    record TryLater(String detail) implements SignInOutcome {}

    /** It is over: the person said no, the code is too old, our registration is wrong. */
    record Refused(String sentence) implements SignInOutcome {}
}
