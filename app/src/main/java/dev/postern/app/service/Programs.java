package dev.postern.app.service;

import java.util.List;
import java.util.function.Consumer;

/** The programs of the machine, started by their names. */
public interface Programs {

    /**
     * How a program ended.
     *
     * @param code of its own; -1 if it could not be started or did not end
     * @param output what it printed, both ways
     */
    record Ended(int code, String output) {
        public boolean isWell() {
            return code == 0;
        }
    }

    /** Runs a program to its end. */
    Ended run(List<String> words);

    /**
     * Runs a program that a person looks at, for as long as it or the person likes.
     *
     * @return what it ended with
     */
    int show(List<String> words, Consumer<String> line);
}
