package dev.postern.imap.gate;

import java.util.Optional;

/** What becomes of the text of a command, as far as it has come. */
sealed interface Decision {

    record Send(Outgoing command) implements Decision {}

    /** It is not complete: the octets of this literal belong to it. */
    record Take(LiteralMark mark) implements Decision {}

    /**
     * The policy is against it.
     *
     * @param why a sentence without anything that the client said
     * @param behind a literal that follows
     */
    record Deny(GateCommand command, String why, Optional<LiteralMark> behind)
            implements Decision {}

    /**
     * It is no command that could be passed on.
     *
     * @param tag or {@code *} if it has none
     * @param behind a literal that seems to follow
     */
    record Bad(String tag, String sentence, Optional<LiteralMark> behind) implements Decision {}
}
