package dev.postern.app.doctor;

import dev.postern.app.operation.Counted;
import dev.postern.config.Configuration;
import dev.postern.config.Loaded;
import dev.postern.config.Problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that people write. */
public record ConfigurationExamination(Path directory, Loaded loaded) implements Examination {

    private static final String SUBJECT = "configuration";

    @Override
    public List<Finding> findings() {
        return switch (loaded) {
            case Configuration fine -> of(fine);
            case Loaded.Broken(List<Problem> problems) ->
                    problems.stream().map(ConfigurationExamination::fault).toList();
        };
    }

    private List<Finding> of(Configuration fine) {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                Finding.ok(
                        SUBJECT,
                        "%s: %s, %s, %s"
                                .formatted(
                                        directory,
                                        Counted.of(fine.listeners().size(), "listener"),
                                        Counted.of(fine.accounts().size(), "account"),
                                        Counted.of(fine.apps().size(), "app"))));
        if (fine.accounts().isEmpty()) {
            findings.add(
                    Finding.warning(
                            SUBJECT,
                            "There is no account",
                            "No mailbox can be reached through the bridge.",
                            "postern account add ADDRESS"));
        } else if (fine.apps().isEmpty()) {
            findings.add(
                    Finding.warning(
                            SUBJECT,
                            "There is no app",
                            "Each mail program needs an app password to log in.",
                            "postern app add NAME"));
        }
        return findings;
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
