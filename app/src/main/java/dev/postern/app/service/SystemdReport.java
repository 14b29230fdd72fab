package dev.postern.app.service;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What {@code systemctl show} says of the service, in words. */
final class SystemdReport {
    static final List<String> PROPERTIES =
            List.of(
                    "LoadState",
                    "ActiveState",
                    "SubState",
                    "Result",
                    "ExecMainStatus",
                    "MainPID",
                    "ActiveEnterTimestamp",
                    "StatusText",
                    "NRestarts",
                    "UnitFileState",
                    "NeedDaemonReload");

    private final Scope scope;
    private final Map<String, String> values;

    SystemdReport(Scope scope, String shown) {
        this.scope = scope;
        this.values =
                shown.lines()
                        .filter(line -> line.contains("="))
                        .collect(
                                Collectors.toMap(
                                        line -> line.substring(0, line.indexOf('=')),
                                        line -> line.substring(line.indexOf('=') + 1),
                                        (first, second) -> first));
    }

    private String value(String property) {
        return values.getOrDefault(property, "");
    }

    ServiceState state() {
        if (value("LoadState").equals("not-found")) {
            return new ServiceState.Absent(
                    "There is no service. Install it: postern service install " + scope.option());
        }
        if (value("LoadState").equals("masked")) {
            return down("It is masked, so that nothing can start it", systemctl("unmask"));
        }
        return switch (value("ActiveState")) {
            case "active", "reloading" -> running();
            case "activating" ->
                    value("SubState").equals("auto-restart")
                            ? down(
                                    "It is started again and again (%s times), since %s"
                                            .formatted(value("NRestarts"), cause()),
                                    logs())
                            : down("It is starting", "Ask again in a moment");
            case "deactivating" -> down("It is stopping", "Ask again in a moment");
            case "failed" -> down("It has failed: " + cause(), logs());
            case "inactive" -> down("It does not run", systemctl("start"));
            default -> down("It is " + value("ActiveState"), logs());
        };
    }

    private ServiceState running() {
        StringBuilder sentence =
                new StringBuilder(
                        "Postern runs since %s (pid %s)."
                                .formatted(value("ActiveEnterTimestamp"), value("MainPID")));
        if (!value("StatusText").isEmpty()) {
            sentence.append(' ').append(value("StatusText")).append('.');
        }
        if (!value("UnitFileState").equals("enabled")) {
            sentence.append(" It does not start by itself: ").append(systemctl("enable"));
        }
        if (value("NeedDaemonReload").equals("yes")) {
            sentence.append(" Its unit was changed since it started: ")
                    .append(manager())
                    .append(" daemon-reload, then ")
                    .append(systemctl("restart"));
        }
        return new ServiceState.Running(sentence.toString());
    }

    private ServiceState.Down down(String what, String remedy) {
        return new ServiceState.Down(what, remedy, exit());
    }

    private OptionalInt exit() {
        return value("Result").equals("exit-code")
                ? OptionalInt.of(Integer.parseInt(value("ExecMainStatus")))
                : OptionalInt.empty();
    }

    /** systemd.service(5), {@code SERVICE_RESULT} of systemd.exec(5). */
    private String cause() {
        return switch (value("Result")) {
            case "exit-code" -> "the bridge ended with " + value("ExecMainStatus");
            case "watchdog" -> "the bridge did not answer any more, and was ended for that";
            case "oom-kill" -> "it needed more memory than MemoryMax in its unit allows";
            case "timeout" -> "it took longer to start or to stop than its unit allows";
            case "protocol" -> "the bridge ended before it was ready";
            case "signal", "core-dump" ->
                    "somebody ended it with signal " + value("ExecMainStatus");
            case "start-limit-hit" -> "it has failed too often in a short time";
            case "resources" ->
                    "systemd could not give it what its unit asks for, such as the credential"
                            + " postern-vault-key";
            default -> "systemd says \"" + value("Result") + '"';
        };
    }

    private String logs() {
        return "What it said last: postern service logs " + scope.option();
    }

    private String systemctl(String verb) {
        return "%s %s postern.service".formatted(manager(), verb);
    }

    private String manager() {
        return switch (scope) {
            case SYSTEM -> "sudo systemctl";
            case USER -> "systemctl --user";
        };
    }
}
