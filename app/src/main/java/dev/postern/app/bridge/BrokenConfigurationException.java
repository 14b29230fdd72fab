package dev.postern.app.bridge;

import dev.postern.config.Problem;

import java.util.List;
import java.util.stream.Collectors;

/** The bridge does not start, since its configuration has faults. */
public final class BrokenConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    BrokenConfigurationException(List<Problem> problems) {
        super(problems.stream().map(Problem::sentence).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
