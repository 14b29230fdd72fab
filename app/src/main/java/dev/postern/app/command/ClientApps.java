package dev.postern.app.command;

import dev.postern.app.client.MailProgram;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.account.Protocol;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which app's password a mail program uses for which protocol. */
record ClientApps(Configuration configuration, MailProgram program) {

    /**
     * @param names of apps, or what stands before {@code -imap} and {@code -smtp} in the names of
     *     two; none: the program's own name
     */
    Map<Protocol, App> of(List<String> names) throws CommandException {
        List<App> apps = new ArrayList<>();
        for (String name : names.isEmpty() ? List.of(program.name()) : names) {
            List<App> found = named(name);
            if (found.isEmpty()) {
                throw new CommandException(
                        names.isEmpty() ? ExitCode.USAGE : ExitCode.REFUSED, nothing(name));
            }
            apps.addAll(found);
        }
        Map<Protocol, App> chosen = new EnumMap<>(Protocol.class);
        for (Protocol protocol : Protocol.values()) {
            List<App> able =
                    apps.stream()
                            .filter(app -> app.policy().protocols().contains(protocol))
                            .toList();
            if (able.size() > 1) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "Both %s and %s are for %s; name one of them with --app."
                                .formatted(able.get(0).name(), able.get(1).name(), protocol));
            }
            if (program.speaks(protocol)) {
                able.forEach(app -> chosen.put(protocol, app));
            }
        }
        complete(apps, chosen);
        return chosen;
    }

    private void complete(List<App> apps, Map<Protocol, App> chosen) throws CommandException {
        List<String> names = apps.stream().map(App::name).toList();
        if (apps.stream().map(App::account).distinct().count() > 1) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "The apps %s are for different accounts; expected one account."
                            .formatted(names));
        }
        for (Protocol protocol : program.necessary()) {
            if (!chosen.containsKey(protocol)) {
                throw new CommandException(
                        ExitCode.REFUSED,
                        "%s needs %s, which the app %s may not use. Make another: postern app add %s --account %s"
                                .formatted(
                                        program.title(),
                                        protocol,
                                        String.join(", ", names),
                                        program.name(),
                                        apps.getFirst().account()));
            }
        }
        if (chosen.isEmpty()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "The app %s may use nothing that %s speaks."
                            .formatted(String.join(", ", names), program.title()));
        }
    }

    private List<App> named(String name) throws CommandException {
        Optional<App> exactly = configuration.directory().app(name);
        List<App> found =
                exactly.map(List::of)
                        .orElseGet(() ->
                                List.of(Protocol.values()).stream()
                                        .flatMap(protocol ->
                                                configuration
                                                        .directory()
                                                        .app(name + "-" + protocol.word())
                                                        .stream())
                                        .toList());
        for (App app : found) {
            if (configuration.devices().contains(app.name())) {
                throw new CommandException(
                        ExitCode.REFUSED,
                        "The app %s has no password, since its listener asks for none: docs/devices.md says what to type into the device."
                                .formatted(app.name()));
            }
        }
        return found;
    }

    private String nothing(String name) {
        List<String> there =
                configuration.apps().stream()
                        .map(App::name)
                        .filter(app -> !configuration.devices().contains(app))
                        .toList();
        return "There is no app %s, nor %s-imap and %s-smtp. %s Make one: postern app add %s"
                .formatted(
                        name,
                        name,
                        name,
                        there.isEmpty()
                                ? "There are none yet."
                                : "Say which password the program uses: --app "
                                        + String.join("|", there)
                                        + ".",
                        program.name());
    }
}
