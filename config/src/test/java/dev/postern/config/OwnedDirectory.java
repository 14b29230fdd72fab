package dev.postern.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A configuration directory with modes that are right whatever the umask of who runs the tests. */
record OwnedDirectory(Path path) {

    OwnedDirectory {
        mode(path, "rwx------");
    }

    ConfigurationFiles files() {
        return new ConfigurationFiles(path);
    }

    Loaded load() {
        return new ConfigurationLoader(files()).load();
    }

    /** Writes a file, and the directory around it. */
    Path write(String name, String text) throws IOException {
        Path file = path.resolve(name);
        Files.createDirectories(file.getParent());
        mode(file.getParent(), "rwx------");
        Files.writeString(file, text);
        mode(file, "rw-------");
        return file;
    }

    static void mode(Path path, String permissions) {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
