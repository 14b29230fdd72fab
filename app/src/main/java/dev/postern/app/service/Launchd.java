package dev.postern.app.service;

import java.net.InetSocketAddress;
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
 * An agent of one user on macOS. Written to launchd.plist(5) and launchctl(1), and never run there.
 * It cannot hold the bridge's ports: its descriptors come through a call that Java does not have.
 */
public final class Launchd implements ServiceFiles {
    private static final String LABEL = "dev.postern.bridge";

    private final Path home;

    Launchd(Path home) {
        this.home = home;
    }

    private Path agent() {
        return home.resolve("Library").resolve("LaunchAgents").resolve(LABEL + ".plist");
    }

    private Path log() {
        return home.resolve("Library").resolve("Logs").resolve("Postern.log");
    }

    @Override
    public Plan install(Launch launch, List<InetSocketAddress> ports, List<Step> before) {
        String arguments =
                Stream.of(
                                Stream.of(launch.launcher().toString()),
                                launch.options().stream(),
                                Stream.of("serve"))
                        .flatMap(each -> each)
                        .map(word -> "    <string>" + Xml.escaped(word) + "</string>")
                        .collect(Collectors.joining("\n"));
        String environment =
                launch.java()
                        .map(java ->
                                """
                                <key>EnvironmentVariables</key>
                                <dict>
                                  <key>JAVA_HOME</key>
                                  <string>%s</string>
                                </dict>\
                                """
                                        .formatted(Xml.escaped(java.toString())))
                        .orElse("");
        List<Step> steps = new ArrayList<>(before);
        launch.archiving().ifPresent(steps::add);
        steps.add(
                Step.Write.readable(
                        agent(),
                        Template.LAUNCHD_AGENT.filled(
                                Map.of(
                                        "arguments",
                                        arguments,
                                        "environment",
                                        environment,
                                        "log",
                                        Xml.escaped(log().toString())))));
        steps.add(
                new Step.Run(shell("launchctl bootout gui/$(id -u)/" + LABEL), Step.Need.OPTIONAL));
        steps.add(
                new Step.Run(
                        shell("launchctl bootstrap gui/$(id -u) '%s'".formatted(agent())),
                        Step.Need.REQUIRED));
        return new Plan(
                steps,
                List.of("Untested: nobody has tried this on a Mac. Please say how it went."));
    }

    /** The number of the user is part of what launchctl is told. */
    private static List<String> shell(String command) {
        return List.of("sh", "-c", command);
    }

    @Override
    public Plan uninstall(List<Step> after) throws ServiceException {
        if (!Files.exists(agent()) && after.isEmpty()) {
            throw new ServiceException("There is no agent %s.".formatted(agent()));
        }
        List<Step> steps = new ArrayList<>();
        steps.add(
                new Step.Run(shell("launchctl bootout gui/$(id -u)/" + LABEL), Step.Need.OPTIONAL));
        steps.add(new Step.Remove(agent()));
        steps.add(new Step.Remove(log()));
        steps.addAll(after);
        return new Plan(steps, List.of());
    }

    @Override
    public ServiceState state(Programs programs) {
        Programs.Ended shown = programs.run(shell("launchctl print gui/$(id -u)/" + LABEL));
        if (!shown.isWell()) {
            return new ServiceState.Absent(
                    "There is no agent of Postern. Install it: postern service install");
        }
        return shown.output().contains("state = running")
                ? new ServiceState.Running("Postern runs.")
                : new ServiceState.Down(
                        "Postern does not run",
                        "What it said last: postern service logs",
                        OptionalInt.empty());
    }

    @Override
    public int logs(Programs programs, int lines, Follow follow, Consumer<String> line) {
        List<String> words = new ArrayList<>(List.of("tail", "-n", String.valueOf(lines)));
        if (follow == Follow.YES) {
            words.add("-f");
        }
        words.add(log().toString());
        return programs.show(words, line);
    }
}
