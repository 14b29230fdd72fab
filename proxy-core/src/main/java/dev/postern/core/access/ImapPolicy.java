package dev.postern.core.access;

import java.util.List;

/**
 * What an app may do over IMAP.
 *
 * @param folders names of mailboxes as people write them (no modified UTF-7), {@code /} between
 *     levels whatever the provider uses, each with all below it; empty: all of them
 */
public record ImapPolicy(ImapProfile profile, List<String> folders) {

    /** As the account itself may. */
    public static final ImapPolicy UNRESTRICTED = new ImapPolicy(ImapProfile.FULL, List.of());

    public ImapPolicy {
        folders = List.copyOf(folders);
    }

    /** Whether it allows all that the other one does; no, if that is in doubt. */
    boolean covers(ImapPolicy other) {
        return profile.covers(other.profile)
                && (folders.isEmpty()
                        || (!other.folders.isEmpty()
                                && other.folders.stream().allMatch(this::hasFolder)));
    }

    private boolean hasFolder(String folder) {
        return folders.stream().anyMatch(it -> folder.equals(it) || folder.startsWith(it + "/"));
    }

    /** Whether a gate has anything to do. */
    public boolean isUnrestricted() {
        return equals(UNRESTRICTED);
    }
}
