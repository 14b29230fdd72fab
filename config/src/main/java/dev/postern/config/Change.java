package dev.postern.config;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of a drop-in that was to be added or removed. Only {@link Done} has changed anything.
 */
public sealed interface Change {

    /** The file is there now, or is gone. */
    record Done(Path file) implements Change {}

    /** Another file has the name already; it was not looked into. */
    record FileExists(Path file) implements Change {}

    /**
     * What is to go was written, or changed since, by a person: the person takes it away.
     *
     * @param reason a sentence that says what to do
     */
    record WrittenByPerson(Origin origin, String reason) implements Change {}

    /**
     * The configuration as a whole would be broken, or is already.
     *
     * @param problems at least one
     */
    record WouldBreak(List<Problem> problems) implements Change {
        public WouldBreak {
            problems = List.copyOf(problems);
        }
    }
}
