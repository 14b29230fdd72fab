package dev.postern.imap.gate;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The answer to NAMESPACE (RFC 2342) under a folder allow-list: the personal namespace, without
 * which clients do not find their way, and others only where a folder of theirs is allowed.
 */
record Namespaces(Scene scene) {

    String passed(List<Argument> kinds) {
        StringBuilder reply = new StringBuilder("* NAMESPACE");
        for (int kind = 0; kind < 3; kind++) {
            boolean personal = kind == 0;
            String entries =
                    kind < kinds.size() && kinds.get(kind) instanceof Argument.Nested(var list)
                            ? list.stream()
                                    .filter(entry -> personal || isOnTheWay(entry))
                                    .map(Namespaces::shown)
                                    .collect(Collectors.joining())
                            : "";
            reply.append(entries.isEmpty() ? " NIL" : " (" + entries + ")");
        }
        return reply.append("\r\n").toString();
    }

    private boolean isOnTheWay(Argument entry) {
        if (!(entry instanceof Argument.Nested(List<Argument> parts))
                || parts.size() < 2
                || !(parts.get(0) instanceof Argument.Text(String prefix))) {
            return false;
        }
        String delimiter = parts.get(1) instanceof Argument.Text(String text) ? text : "";
        String name =
                !delimiter.isEmpty() && prefix.endsWith(delimiter)
                        ? prefix.substring(0, prefix.length() - delimiter.length())
                        : prefix;
        return scene.place(name) != Folders.Place.HIDDEN;
    }

    private static String shown(Argument entry) {
        return entry instanceof Argument.Nested(List<Argument> parts) && parts.size() >= 2
                ? "(" + quoted(parts.get(0)) + " " + quoted(parts.get(1)) + ")"
                : "";
    }

    private static String quoted(Argument part) {
        return part instanceof Argument.Text(String text) ? Words.quoted(text) : "NIL";
    }
}
