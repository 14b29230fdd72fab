package dev.postern.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one configuration directory. They are written by people; the program only adds
 * drop-ins, and removes those that are as it wrote them.
 */
public record ConfigurationFiles(Path directory) {

    static final String SUFFIX = ".toml";

    public ConfigurationFiles {
        directory = directory.toAbsolutePath().normalize();
    }

    /** It need not be there: without it, everything that it could say has its default. */
    public Path main() {
        return directory.resolve("postern.toml");
    }

    /** Drop-ins with nothing but {@code [[account]]}. */
    public Path accounts() {
        return directory.resolve("accounts.d");
    }

    /** Drop-ins with nothing but {@code [[app]]}. */
    public Path apps() {
        return directory.resolve("apps.d");
    }

    /** Where all of them are. */
    public List<Path> directories() {
        return List.of(directory, accounts(), apps());
    }

    /** All that are there now. Of a directory that can't be read none: loading it says why. */
    public List<Path> present() {
        List<Path> files = new ArrayList<>();
        for (Path each : directories()) {
            if (Files.isDirectory(each)) {
                try {
                    files.addAll(dropIns(each));
                } catch (IOException unreadable) {
                    // Then the others may have changed.
                }
            }
        }
        return files;
    }

    /**
     * What is read of {@code directory}, sorted by name. Not what editors and package managers
     * leave there: hidden files and those that don't end in {@code .toml}.
     */
    static List<Path> dropIns(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.endsWith(SUFFIX) && !name.startsWith(".")) {
                    files.add(entry);
                }
            }
        }
        files.sort(null);
        return files;
    }
}
