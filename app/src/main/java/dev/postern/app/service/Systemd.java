package dev.postern.app.service;

import io.netty.util.NetUtil;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The units of one scope, and the programs that deal with them. */
public final class Systemd implements ServiceFiles {
    private static final String SERVICE = "postern.service";
    private static final String SOCKET = "postern.socket";

    private final Scope scope;
    private final Path units;
    private final Path packaged;

    /**
     * @param units the directory for those that are written here
     * @param packaged where those of a distribution's package would be
     */
    Systemd(Scope scope, Path units, Path packaged) {
        this.scope = scope;
        this.units = units;
        this.packaged = packaged;
    }

    @Override
    public Plan install(Launch launch, List<InetSocketAddress> ports, List<Step> before)
            throws ServiceException {
        if (scope == Scope.SYSTEM && launch.unseen().isPresent()) {
            throw new ServiceException(
                    "The system service cannot see home directories or /tmp, and %s is in one. Install the package, or unpack Postern to /opt/postern and run its own bin/postern."
                            .formatted(launch.unseen().get()));
        }
        List<Step.Write> files = files(launch, ports);
        boolean changed = !files.stream().allMatch(Workman::isThere);
        List<Step> steps = new ArrayList<>(before);
        launch.archiving().ifPresent(steps::add);
        steps.addAll(files);
        steps.add(systemctl("daemon-reload"));
        if (changed) {
            // A socket unit does not start while its service runs without it.
            steps.add(Step.Run.optional(words("stop", SERVICE, SOCKET)));
        }
        steps.add(systemctl("enable", "--now", SOCKET));
        steps.add(systemctl("enable", "--now", SERVICE));
        return new Plan(steps, remarks());
    }

    private List<String> remarks() {
        return switch (scope) {
            case SYSTEM ->
                    List.of(
                            "Commands for it, as root: postern --system account add ADDRESS, and so"
                                    + " on.");
            case USER ->
                    List.of(
                            "It starts when you log in, and ends when you log out. To have it run"
                                    + " always: loginctl enable-linger");
        };
    }

    /** The units of a package for the machine, in {@code directory}. */
    public static List<Step.Write> packaged(
            Path directory, Path launcher, List<InetSocketAddress> ports) {
        return new Systemd(Scope.SYSTEM, directory, directory)
                .files(
                        new Launch(launcher, List.of(Scope.SYSTEM.option()), Optional.empty()),
                        ports);
    }

    List<Step.Write> files(Launch launch, List<InetSocketAddress> ports) {
        Template unit =
                switch (scope) {
                    case SYSTEM -> Template.SYSTEM_UNIT;
                    case USER -> Template.USER_UNIT;
                };
        String command =
                Stream.concat(Stream.of(launch.launcher().toString()), launch.options().stream())
                        .map(Systemd::quoted)
                        .collect(Collectors.joining(" "));
        String environment =
                launch.java().map(home -> "Environment=" + quoted("JAVA_HOME=" + home)).orElse("");
        String listen =
                ports.stream()
                        .map(port -> "ListenStream=" + NetUtil.toSocketAddressString(port))
                        .collect(Collectors.joining("\n"));
        return List.of(
                Step.Write.readable(
                        units.resolve(SERVICE),
                        unit.filled(Map.of("command", command, "environment", environment))),
                Step.Write.readable(
                        units.resolve(SOCKET),
                        Template.SOCKET_UNIT.filled(
                                Map.of(
                                        "ports",
                                        listen,
                                        "install",
                                        "postern service install " + scope.option()))));
    }

    /** One word of a command line: systemd.service(5), COMMAND LINES. */
    private static String quoted(String word) {
        String escaped =
                word.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("%", "%%")
                        .replace("$", "$$");
        return escaped.matches("[A-Za-z0-9_./:=@+%-]+") ? escaped : '"' + escaped + '"';
    }

    @Override
    public Plan uninstall(List<Step> after) throws ServiceException {
        List<Path> ours =
                Stream.of(SERVICE, SOCKET).map(units::resolve).filter(Files::exists).toList();
        if (ours.isEmpty() && after.isEmpty()) {
            throw new ServiceException(
                    Files.exists(packaged.resolve(SERVICE))
                            ? "The service belongs to the package: apt remove postern, or apt purge"
                                    + " postern, which takes configuration and vault along."
                            : "There is no service in %s that could be removed.".formatted(units));
        }
        List<Step> steps = new ArrayList<>();
        if (!ours.isEmpty()) {
            steps.add(Step.Run.optional(words("disable", "--now", SERVICE, SOCKET)));
            ours.forEach(file -> steps.add(new Step.Remove(file)));
            steps.add(Step.Run.optional(words("daemon-reload")));
            steps.add(Step.Run.optional(words("reset-failed", SERVICE, SOCKET)));
        }
        steps.addAll(after);
        return new Plan(steps, List.of());
    }

    @Override
    public ServiceState state(Programs programs) {
        Programs.Ended shown =
                programs.run(
                        List.of(
                                words(
                                        "show",
                                        SERVICE,
                                        "--property="
                                                + String.join(",", SystemdReport.PROPERTIES))));
        return shown.isWell()
                ? new SystemdReport(scope, shown.output()).state()
                : new ServiceState.Unknown(
                        "systemd does not answer (%s). %s"
                                .formatted(
                                        shown.output(),
                                        scope == Scope.USER
                                                ? "A service manager of your own runs while you are"
                                                        + " logged in; after su or sudo there is"
                                                        + " none."
                                                : "Perhaps this machine was started without it."));
    }

    @Override
    public int logs(Programs programs, int lines, Follow follow, Consumer<String> line) {
        List<String> words = new ArrayList<>();
        words.add("journalctl");
        words.add(
                switch (scope) {
                    case SYSTEM -> "--unit=" + SERVICE;
                    case USER -> "--user-unit=" + SERVICE;
                });
        words.add("--no-pager");
        words.add("--lines=" + lines);
        if (follow == Follow.YES) {
            words.add("--follow");
        }
        return programs.show(words, line);
    }

    private Step.Run systemctl(String... arguments) {
        return Step.Run.required(words(arguments));
    }

    private String[] words(String... arguments) {
        Stream<String> program =
                switch (scope) {
                    case SYSTEM -> Stream.of("systemctl");
                    case USER -> Stream.of("systemctl", "--user");
                };
        return Stream.concat(program, Stream.of(arguments)).toArray(String[]::new);
    }
}
