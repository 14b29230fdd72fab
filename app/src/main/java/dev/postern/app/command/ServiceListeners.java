package dev.postern.app.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import dev.postern.app.service.Launch;
import dev.postern.app.service.Programs;
import dev.postern.app.service.SystemUser;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * The listeners of the system service's configuration. Some of its files belong to the service's
 * user, and root believes no file that another user can write: so that user reads them.
 */
final class ServiceListeners {
    private final Programs programs;
    private final Launch launch;

    ServiceListeners(Programs programs, Launch launch) {
        this.programs = programs;
        this.launch = launch;
    }

    List<InetSocketAddress> of(Workplace workplace) throws CommandException {
        if (!programs.run(List.of("getent", "passwd", SystemUser.NAME)).isWell()) {
            return ListenerAddresses.of(workplace.configuration());
        }
        List<String> words =
                Stream.of(
                                Stream.of("runuser", "-u", SystemUser.NAME, "--"),
                                Stream.of(launch.launcher().toString()),
                                launch.options().stream(),
                                Stream.of("check", "--json"))
                        .flatMap(each -> each)
                        .toList();
        Programs.Ended checked = programs.run(words);
        if (!checked.isWell()) {
            throw new CommandException(
                    ExitCode.CONFIGURATION,
                    "The configuration of the service cannot be used; `postern --system check`"
                            + " lists what is wrong:\n"
                            + checked.output());
        }
        try {
            JsonObject report = JsonParser.parseString(checked.output()).getAsJsonObject();
            return report.getAsJsonArray("listeners").asList().stream()
                    .map(JsonElement::getAsString)
                    .map(ServiceListeners::address)
                    .toList();
        } catch (JsonParseException | IllegalStateException other) {
            throw new CommandException(
                    ExitCode.CONFIGURATION,
                    "Expected the listeners from `%s`, found: %s"
                            .formatted(String.join(" ", words), checked.output()));
        }
    }

    private static InetSocketAddress address(String text) {
        URI parts = URI.create("tcp://" + text);
        return new InetSocketAddress(parts.getHost(), parts.getPort());
    }
}
