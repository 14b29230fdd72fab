package dev.postern.app.doctor;

import dev.postern.config.Configuration;
import dev.postern.config.Loaded;
import dev.postern.config.Problem;

import java.nio.file.Path;
import java.util.List;

/** The files that people write. */
public record ConfigurationExamination(Path directory, Loaded loaded) implements Examination {

    private static final String SUBJECT = "configuration";

    @Override
    public List<Finding> findings() {
        return switch (loaded) {
            case Configuration fine ->
                    List.of(
                            Finding.ok(
                                    SUBJECT,
                                    "%s: %d listeners, %d accounts, %d apps"
                                            .formatted(
                                                    directory,
                                                    fine.listeners().size(),
                                                    fine.accounts().size(),
                                                    fine.apps().size())));
            case Loaded.Broken(List<Problem> problems) ->
                    problems.stream().map(ConfigurationExamination::fault).toList();
        };
    }

    private static Finding fault(Problem problem) {
        return Finding.fault(
                SUBJECT,
                "%s: expected %s, found %s"
                        .formatted(place(problem), problem.expected(), problem.found()),
                "No command works on a configuration with a fault, and a running bridge goes on"
                        + " with the one before.",
                problem.remedy());
    }

    private static String place(Problem problem) {
        StringBuilder place = new StringBuilder(problem.file().toString());
        problem.line().ifPresent(line -> place.append(':').append(line));
        if (!problem.key().isEmpty()) {
            place.append(": ").append(problem.key());
        }
        return place.toString();
    }
}
