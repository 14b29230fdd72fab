package dev.postern.app.notice;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A desktop that shows notifications: one with notify-send, or macOS (never run there). */
record Desktop(Path program, Kind kind) {

    private static final Logger LOG = LoggerFactory.getLogger(Desktop.class);

    private static final long ALLOWED_SECONDS = 10;

    enum Kind {
        NOTIFY_SEND,
        MAC
    }

    /** Empty on a machine where nobody sits, and for a service. */
    static Optional<Desktop> find(Map<String, String> environment, String system) {
        if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
            return Optional.of(Path.of("/usr/bin/osascript"))
                    .filter(Files::isExecutable)
                    .map(script -> new Desktop(script, Kind.MAC));
        }
        boolean desktop =
                Stream.of("DISPLAY", "WAYLAND_DISPLAY")
                        .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
        return desktop
                ? Stream.of(environment.getOrDefault("PATH", "").split(":"))
                        .filter(directory -> directory.startsWith("/"))
                        .map(directory -> Path.of(directory).resolve("notify-send"))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .map(send -> new Desktop(send, Kind.NOTIFY_SEND))
                : Optional.empty();
    }

    void show(Notice notice) {
        try {
            Process process =
                    new ProcessBuilder(words(notice))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            if (!process.waitFor(ALLOWED_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException refused) {
            LOG.atDebug()
                    .addKeyValue("program", program)
                    .addKeyValue("reason", refused.toString())
                    .log("No notification on the desktop");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    List<String> words(Notice notice) {
        String title = "Postern: " + notice.account().or(notice::app).orElse("the bridge");
        String body =
                notice.command()
                        .map(command -> notice.sentence() + "\n" + command)
                        .orElse(notice.sentence());
        return switch (kind) {
            // "--" ends the options: a sentence may begin with what a provider said.
            case NOTIFY_SEND ->
                    List.of(
                            program.toString(),
                            "--app-name=Postern",
                            "--urgency=critical",
                            "--",
                            title,
                            escaped(body));
            case MAC ->
                    List.of(
                            program.toString(),
                            "-e",
                            "on run words",
                            "-e",
                            "display notification (item 2 of words) with title (item 1 of words)",
                            "-e",
                            "end run",
                            "--",
                            title,
                            body);
        };
    }

    /** The body is markup there. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
