package dev.postern.config;

import java.util.List;

/** Programs that the configuration names, word by word. */
final class Programs {

    private Programs() {}

    static boolean isRunnable(Table table, String key, List<String> words) {
        if (words.isEmpty()) {
            table.refuse(
                    key,
                    "a program and its arguments",
                    "an empty list",
                    "Write " + key + " = [\"program\", \"argument\"].");
        } else if (words.getFirst().startsWith("~")) {
            table.refuse(
                    key,
                    "a program's name or full path",
                    "a path that begins with ~",
                    "Write the home directory out; without a shell nobody puts it there.");
            return false;
        }
        return !words.isEmpty();
    }
}
