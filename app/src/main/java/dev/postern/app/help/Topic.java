package dev.postern.app.help;

import dev.postern.app.resource.TextResource;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A page of the documentation; in the order in which a newcomer would read them. */
public enum Topic {
    INSTALL,
    ACCOUNTS,
    REGISTRATION,
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
    PERFORMANCE,
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
        return TextResource.of(Topic.class, word() + ".md");
    }
}
