package dev.postern.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files that a configuration file names: relative to itself, so that a configuration can be moved
 * as a whole.
 */
final class PemFiles {

    private PemFiles() {}

    static Optional<Path> read(Table table, String key) {
        return read(table, key, "PEM");
    }

    /**
     * @param format for people
     */
    static Optional<Path> read(Table table, String key, String format) {
        Optional<String> text = table.text(key);
        Optional<Path> file = text.flatMap(name -> resolved(table, key, name));
        if (text.isPresent() && file.filter(Files::isReadable).isEmpty()) {
            table.refuse(
                    key,
                    "a " + format + " file that can be read",
                    file.map(path -> "none at " + path).orElse("no path"),
                    "Write its full path, or one that begins in the directory of this file.");
        }
        return file.filter(Files::isReadable);
    }

    private static Optional<Path> resolved(Table table, String key, String name) {
        try {
            return Optional.of(table.origin(key).file().resolveSibling(name).normalize());
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }
}
