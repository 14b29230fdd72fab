package dev.postern.app.service;

import dev.postern.app.resource.TextResource;

import java.util.Map;
import java.util.stream.Collectors;

/** A file of a service manager with gaps, among the resources of this package. */
enum Template {
    SYSTEM_UNIT("postern-system.service"),
    USER_UNIT("postern-user.service"),
    SOCKET_UNIT("postern.socket"),
    LAUNCHD_AGENT("launchd.plist"),
    WINDOWS_TASK("task.xml");

    private final String resource;

    Template(String resource) {
        this.resource = resource;
    }

    /**
     * Puts these in place of <code>${name}</code>; a line that is nothing but an empty one goes.
     */
    String filled(Map<String, String> gaps) {
        return TextResource.of(Template.class, resource)
                .lines()
                .filter(line ->
                        gaps.entrySet().stream()
                                .noneMatch(
                                        gap -> gap.getValue().isEmpty() && line.equals(mark(gap))))
                .map(line -> filled(line, gaps))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String filled(String line, Map<String, String> gaps) {
        String text = line;
        for (Map.Entry<String, String> gap : gaps.entrySet()) {
            text = text.replace(mark(gap), gap.getValue());
        }
        return text;
    }

    private static String mark(Map.Entry<String, String> gap) {
        return "${" + gap.getKey() + "}";
    }
}
