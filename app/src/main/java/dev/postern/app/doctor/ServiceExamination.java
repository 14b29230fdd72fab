package dev.postern.app.doctor;

import dev.postern.app.operation.Counted;
import dev.postern.app.operation.Status;
import dev.postern.app.service.ServiceState;

import java.util.List;
import java.util.Optional;

/**
 * Whether a bridge runs, and who keeps it running.
 *
 * @param bridge empty if none runs
 * @param service the one that would start it
 */
public record ServiceExamination(Optional<Status> bridge, ServiceState service)
        implements Examination {

    private static final String SUBJECT = "bridge";

    @Override
    public List<Finding> findings() {
        return List.of(bridge.map(this::running).orElseGet(this::absent));
    }

    private Finding running(Status status) {
        String runs =
                "runs since %s (process %d), with %s"
                        .formatted(
                                status.since(),
                                status.pid(),
                                Counted.of(status.sessions(), "open connection"));
        return switch (service) {
            case ServiceState.Down down ->
                    Finding.note(
                            SUBJECT,
                            runs + ", and not as the service that is installed",
                            "Nobody starts it again when it ends. " + down.what() + ".",
                            down.remedy());
            case ServiceState.Running ignored -> Finding.ok(SUBJECT, runs);
            case ServiceState.Absent ignored -> Finding.ok(SUBJECT, runs);
            case ServiceState.Unknown ignored -> Finding.ok(SUBJECT, runs);
        };
    }

    private Finding absent() {
        return switch (service) {
            case ServiceState.Running ignored ->
                    Finding.warning(
                            SUBJECT,
                            "The service runs, and no bridge answers",
                            "It starts or stops just now, or its files are elsewhere: --config and"
                                    + " --state here must say what they say in the service.",
                            "postern service status");
            case ServiceState.Down down ->
                    Finding.fault(
                            SUBJECT,
                            "No bridge is running, though there is a service for it. "
                                    + down.what(),
                            "No mail program can connect.",
                            down.remedy());
            case ServiceState.Absent ignored -> nobody();
            case ServiceState.Unknown ignored -> nobody();
        };
    }

    private static Finding nobody() {
        return Finding.warning(
                SUBJECT,
                "No bridge is running",
                "No mail program can connect.",
                "postern serve, or postern service install");
    }
}
