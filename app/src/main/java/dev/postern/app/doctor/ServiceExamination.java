package dev.postern.app.doctor;

import dev.postern.app.operation.Status;

import java.util.List;
import java.util.Optional;

/**
 * Whether a bridge runs, and who keeps it running.
 *
 * @param bridge empty if none runs
 * @param manager whose services are meant
 */
public record ServiceExamination(Optional<Status> bridge, Manager manager, Programs programs)
        implements Examination {

    private static final String SUBJECT = "bridge";
    private static final String UNIT = "postern.service";

    /** Of systemd. */
    public enum Manager {
        SYSTEM("--system", "sudo systemctl", "sudo postern service logs --system"),
        USER("--user", "systemctl --user", "postern service logs");

        private final String which;
        private final String command;
        private final String journal;

        Manager(String which, String command, String journal) {
            this.which = which;
            this.command = command;
            this.journal = journal;
        }
    }

    @Override
    public List<Finding> findings() {
        Optional<String> unit =
                programs.firstLine("systemctl", manager.which, "is-active", UNIT)
                        .filter(state -> !state.equals("unknown"));
        boolean installed =
                programs.firstLine("systemctl", manager.which, "is-enabled", UNIT)
                        .filter(state -> !state.equals("not-found"))
                        .isPresent();
        if (bridge.isPresent()) {
            Status status = bridge.get();
            String runs =
                    "runs since %s (process %d), with %d open connections"
                            .formatted(status.since(), status.pid(), status.sessions());
            return List.of(
                    unit.filter("active"::equals).isPresent() || !installed
                            ? Finding.ok(SUBJECT, runs)
                            : Finding.note(
                                    SUBJECT,
                                    runs + ", and not as the service that is installed",
                                    "Nobody starts it again when it ends.",
                                    manager.command + " start postern"));
        }
        if (unit.filter("failed"::equals).isPresent()) {
            return List.of(
                    Finding.fault(
                            SUBJECT,
                            "The service has failed",
                            "Its log says why.",
                            manager.journal));
        }
        return List.of(
                Finding.warning(
                        SUBJECT,
                        "No bridge is running",
                        "No mail program can connect.",
                        installed
                                ? manager.command + " start postern"
                                : "postern serve, or postern service install"));
    }
}
