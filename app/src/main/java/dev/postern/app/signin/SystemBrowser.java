package dev.postern.app.signin;

import dev.postern.app.signin.Browser.Opening.NotOpened;
import dev.postern.app.signin.Browser.Opening.Opened;
import dev.postern.app.trust.Machine;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The browser that the person's desktop, or {@code $BROWSER}, names. Started without a shell.
 *
 * @param environment of the process
 */
public record SystemBrowser(Machine.Platform platform, Map<String, String> environment)
        implements Browser {

    /** What starts a browser ends at once; a browser itself that runs for so long is one. */
    private static final Duration START = Duration.ofSeconds(3);

    private static final String PLACE = "%s";

    public SystemBrowser {
        environment = Map.copyOf(environment);
    }

    /** Of this process. */
    public static SystemBrowser here() {
        return new SystemBrowser(Machine.here().platform(), System.getenv());
    }

    /** Whether there is a screen that the person sees, or the person says so. */
    public boolean hasDesktop() {
        return !value("BROWSER").isEmpty()
                || switch (platform) {
                    case LINUX ->
                            !value("DISPLAY").isEmpty() || !value("WAYLAND_DISPLAY").isEmpty();
                    // The screen is at the other end of the connection.
                    case MACOS -> value("SSH_CONNECTION").isEmpty();
                    case WINDOWS -> value("SSH_CONNECTION").isEmpty();
                };
    }

    @Override
    public Opening open(URI address) {
        String scheme = address.getScheme();
        if (!"https".equals(scheme) && !"http".equals(scheme)) {
            return new NotOpened("%s is no address of a web page.".formatted(address));
        }
        if (!hasDesktop()) {
            return new NotOpened("this machine has no desktop.");
        }
        String tried = "";
        for (List<String> words : commands(address.toASCIIString())) {
            Optional<String> failure = run(words);
            if (failure.isEmpty()) {
                return new Opened();
            }
            tried = "%s did not open it (%s).".formatted(words.getFirst(), failure.get());
        }
        return new NotOpened(tried);
    }

    /** In the order in which they are tried, until one works. */
    List<List<String>> commands(String address) {
        String named = value("BROWSER");
        if (!named.isEmpty()) {
            // A list, each with a place for the address if it does not belong to the end.
            return Stream.of(named.split(":"))
                    .filter(command -> !command.isBlank())
                    .map(command -> words(command, address))
                    .toList();
        }
        return List.of(
                switch (platform) {
                    case LINUX -> List.of("xdg-open", address);
                    case MACOS -> List.of("open", address);
                    case WINDOWS -> List.of("rundll32", "url.dll,FileProtocolHandler", address);
                });
    }

    private static List<String> words(String command, String address) {
        List<String> words = new ArrayList<>(List.of(command.strip().split("\\s+")));
        if (!command.contains(PLACE)) {
            words.add(PLACE);
        }
        words.replaceAll(word -> word.replace(PLACE, address));
        return words;
    }

    private static Optional<String> run(List<String> words) {
        try {
            Process process =
                    new ProcessBuilder(words)
                            .redirectInput(Redirect.PIPE)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(START.toMillis(), TimeUnit.MILLISECONDS);
            return ended && process.exitValue() != 0
                    ? Optional.of("exit code %d".formatted(process.exitValue()))
                    : Optional.empty();
        } catch (IOException missing) {
            return Optional.of("it could not be started");
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private String value(String name) {
        return environment.getOrDefault(name, "");
    }
}
