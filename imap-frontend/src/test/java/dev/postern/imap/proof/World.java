package dev.postern.imap.proof;

import dev.postern.core.access.ImapPolicy;

import java.util.List;
import java.util.Set;

/**
 * The mailboxes of a server, some of which an app with a folder list may not know of.
 *
 * @param shown names as the server writes them, which the list allows
 * @param hidden names that all contain {@link #MARK}
 */
record World(char delimiter, List<String> shown, List<String> hidden) {

    /** If a client ever reads this, it was shown what it must not see. */
    static final String MARK = "HiDDeN";

    /** As people write them. */
    static final List<String> FOLDERS = List.of("INBOX", "Archive", "Entw\u00fcrfe", "R&D");

    static World with(char delimiter) {
        String archived = "Archive" + delimiter + "2024";
        return new World(
                delimiter,
                List.of("INBOX", "Archive", archived, "Entw&APw-rfe", "R&-D"),
                List.of(
                        MARK,
                        MARK + delimiter + "INBOX",
                        "Archive" + MARK,
                        "archive" + delimiter + MARK,
                        "Entw&APw-rfe" + MARK,
                        MARK + " with \"quotes\" and \\"));
    }

    /** Where a message is as good as deleted. */
    Set<String> bins() {
        return Set.of("Trash", "Junk E-Mail");
    }

    AllowedFolders allowed(ImapPolicy policy) {
        return new AllowedFolders(policy.folders(), delimiter);
    }

    boolean isHidden(String name) {
        return name.contains(MARK);
    }
}
