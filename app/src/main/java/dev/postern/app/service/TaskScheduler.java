package dev.postern.app.service;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A task of Windows at system start: its service manager starts only programs that talk to it,
 * which Java does not. Written to the documentation of {@code schtasks}, and never run there.
 */
public final class TaskScheduler implements ServiceFiles {
    private static final String NAME = "Postern";

    private final Path directory;
    private final String user;

    /**
     * @param directory for the task's file
     * @param user whose rights the bridge has
     */
    TaskScheduler(Path directory, String user) {
        this.directory = directory;
        this.user = user;
    }

    private Path file() {
        return directory.resolve("postern-task.xml");
    }

    private Path log() {
        return directory.resolve("postern.log");
    }

    @Override
    public Plan install(Launch launch, List<InetSocketAddress> ports, List<Step> before) {
        Path command = launch.launcher().resolveSibling("postern.cmd");
        String arguments =
                Stream.of(
                                Stream.of(command.toString()),
                                launch.options().stream(),
                                Stream.of("serve"))
                        .flatMap(each -> each)
                        .map(word -> '"' + word + '"')
                        .collect(Collectors.joining(" "));
        String java =
                launch.java().map(home -> "set \"JAVA_HOME=%s\" & ".formatted(home)).orElse("");
        // cmd takes off the outer quotes.
        String line = "/d /c \"%s%s 2>> \"%s\"\"".formatted(java, arguments, log());
        List<Step> steps = new ArrayList<>(before);
        steps.add(
                new Step.Write(
                        file(),
                        Template.WINDOWS_TASK.filled(
                                Map.of(
                                        "user",
                                        Xml.escaped(user),
                                        "command",
                                        "%SystemRoot%\\System32\\cmd.exe",
                                        "arguments",
                                        Xml.escaped(line))),
                        "rw-------",
                        StandardCharsets.UTF_16));
        steps.add(
                Step.Run.required(
                        "schtasks", "/Create", "/TN", NAME, "/XML", file().toString(), "/F"));
        steps.add(Step.Run.required("schtasks", "/Run", "/TN", NAME));
        return new Plan(
                steps,
                List.of("Untested: nobody has tried this on Windows. Please say how it went."));
    }

    @Override
    public Plan uninstall(List<Step> after) throws ServiceException {
        if (!Files.exists(file()) && after.isEmpty()) {
            throw new ServiceException("There is no task of Postern, or another user made it.");
        }
        List<Step> steps = new ArrayList<>();
        steps.add(Step.Run.optional("schtasks", "/End", "/TN", NAME));
        steps.add(Step.Run.optional("schtasks", "/Delete", "/TN", NAME, "/F"));
        steps.add(new Step.Remove(file()));
        steps.add(new Step.Remove(log()));
        steps.addAll(after);
        return new Plan(steps, List.of());
    }

    @Override
    public ServiceState state(Programs programs) {
        Programs.Ended shown =
                programs.run(List.of("schtasks", "/Query", "/TN", NAME, "/FO", "LIST", "/V"));
        return shown.isWell()
                ? new ServiceState.Down(
                        shown.output(),
                        "Whether the bridge answers says: postern status",
                        OptionalInt.empty())
                : new ServiceState.Absent(
                        "There is no task of Postern. Install it: postern service install");
    }

    @Override
    public int logs(Programs programs, int lines, Follow follow, Consumer<String> line) {
        String command =
                "Get-Content -LiteralPath '%s' -Tail %d%s"
                        .formatted(
                                log().toString().replace("'", "''"),
                                lines,
                                follow == Follow.YES ? " -Wait" : "");
        return programs.show(List.of("powershell", "-NoProfile", "-Command", command), line);
    }
}
