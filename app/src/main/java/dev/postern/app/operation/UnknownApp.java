package dev.postern.app.operation;

import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.account.Protocol;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said of an app that is not in the configuration. */
public final class UnknownApp {

    private UnknownApp() {}

    /**
     * Names those that were made together, one for each protocol, if it is they who are meant.
     *
     * @param name as a person typed it
     */
    public static String sentence(String name, Configuration configuration) {
        List<App> halves =
                Stream.of(Protocol.values())
                        .flatMap(protocol ->
                                configuration
                                        .directory()
                                        .app(name + "-" + protocol.word())
                                        .stream())
                        .toList();
        return halves.isEmpty()
                ? "There is no app %s in the configuration. These are there: postern app list"
                        .formatted(name)
                : "There is no app %s in the configuration, but %s: each protocol has a password of its own. Say it with that name."
                        .formatted(
                                name,
                                halves.stream()
                                        .map(App::name)
                                        .collect(Collectors.joining(" and ")));
    }
}
