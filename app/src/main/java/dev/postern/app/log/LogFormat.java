package dev.postern.app.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** How lines of the log look. */
public enum LogFormat {
    /** For people who look at a terminal: with the time. */
    TEXT("text"),
    /** The same for systemd's journal, which has the time itself, and wants to know how urgent. */
    JOURNAL("journal"),
    /** An object on each line, for programs that collect logs. */
    JSON("json");

    /** Set by systemd for whom its journal hears: device and inode of standard error. */
    private static final String JOURNAL_STREAM = "JOURNAL_STREAM";

    private final String word;

    LogFormat(String word) {
        this.word = word;
    }

    /** As people choose it. */
    public String word() {
        return word;
    }

    /** What fits to where standard error of this process goes. */
    public static LogFormat ofProcess() {
        return of(System.getenv(), Path.of("/proc/self/fd/2"));
    }

    /**
     * @param standardError a link to what it is, where the system has one
     */
    static LogFormat of(Map<String, String> environment, Path standardError) {
        Optional<String> journal = Optional.ofNullable(environment.get(JOURNAL_STREAM));
        if (journal.isPresent() && journal.equals(identity(standardError))) {
            return JOURNAL;
        }
        return isTerminal(standardError) ? TEXT : JSON;
    }

    /** {@code DEVICE:INODE}. */
    private static Optional<String> identity(Path standardError) {
        try {
            Map<String, Object> attributes = Files.readAttributes(standardError, "unix:dev,ino");
            return Optional.of(attributes.get("dev") + ":" + attributes.get("ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** Where no link tells, it is one if the process has a console at all. */
    private static boolean isTerminal(Path standardError) {
        try {
            String name = Files.readSymbolicLink(standardError).toString();
            return name.startsWith("/dev/pts/")
                    || name.startsWith("/dev/tty")
                    || name.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException unknown) {
            return Optional.ofNullable(System.console()).isPresent();
        }
    }
}
