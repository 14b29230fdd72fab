package dev.postern.app.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A page of the documentation; in the order in which a newcomer would read them. */
public enum Topic {
    INSTALL,
    ACCOUNTS,
    APPS,
    CLIENTS,
    DEVICES,
    AGENTS,
    VAULT,
    SECURITY,
    OPERATIONS,
    METRICS,
    TROUBLESHOOTING,
    COMPARISON,
    DEFECTS;

    /** The one with this name. */
    public static Optional<Topic> named(String typed) {
        return Arrays.stream(values())
                .filter(topic -> topic.word().equals(typed.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** As people type it, and as the file is called. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the page is about: its headline. */
    public String title() {
        return text().lines().findFirst().orElseThrow().replaceFirst("^# ", "");
    }

    /** The page. */
    public String text() {
        String file = word() + ".md";
        try (InputStream in = Topic.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
