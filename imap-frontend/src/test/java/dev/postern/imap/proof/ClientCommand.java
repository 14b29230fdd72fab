package dev.postern.imap.proof;

import java.util.List;

/**
 * A command as a client sends it.
 *
 * @param pieces a client waits between one and the next for a continuation: the octets of a
 *     synchronizing literal, or DONE
 */
record ClientCommand(String tag, List<String> pieces) {
    ClientCommand {
        pieces = List.copyOf(pieces);
    }

    @Override
    public String toString() {
        return String.join("<+>", pieces);
    }
}
