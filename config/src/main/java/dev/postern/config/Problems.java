package dev.postern.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Collects what is wrong, so that a person hears of all of it at once. Used by one thread, for one
 * load.
 */
final class Problems {

    private static final Comparator<Problem> BY_PLACE =
            Comparator.comparing(Problem::file)
                    .thenComparingInt(problem -> problem.line().orElse(0));

    private final List<Problem> found = new ArrayList<>();

    void add(Problem problem) {
        found.add(problem);
    }

    void add(Origin origin, String key, String expected, String found, String remedy) {
        add(
                new Problem(
                        origin.file(),
                        OptionalInt.of(origin.line()),
                        key,
                        expected,
                        found,
                        remedy));
    }

    void add(Path file, String expected, String found, String remedy) {
        add(new Problem(file, OptionalInt.empty(), "", expected, found, remedy));
    }

    int count() {
        return found.size();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** By file and line. */
    List<Problem> sorted() {
        return found.stream().sorted(BY_PLACE).toList();
    }
}
