package dev.postern.app.bridge;

import dev.postern.config.ConfigurationFiles;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Notices when files of the configuration have changed. It looks, instead of having itself told:
 * the directories may not be there yet, and network file systems tell nothing.
 */
final class ConfigurationWatch implements AutoCloseable {

    /** A person who saves a file and turns to the mail program takes longer. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final List<Path> directories;
    private final Runnable changed;
    private final Thread watching;

    /** What is seen of a file without reading it. */
    private record Look(FileTime modified, long size, Object key) {}

    ConfigurationWatch(ConfigurationFiles files, Runnable changed) {
        this.directories = List.of(files.directory(), files.accounts(), files.apps());
        this.changed = changed;
        Map<Path, Look> before = look();
        watching = Thread.ofPlatform().daemon().name("postern-watch").start(() -> watch(before));
    }

    private void watch(Map<Path, Look> first) {
        Map<Path, Look> before = first;
        try {
            while (true) {
                Thread.sleep(BETWEEN_LOOKS);
                Map<Path, Look> now = look();
                if (!now.equals(before)) {
                    before = now;
                    changed.run();
                }
            }
        } catch (InterruptedException ended) {
            // The bridge closes.
        }
    }

    private Map<Path, Look> look() {
        Map<Path, Look> seen = new HashMap<>();
        for (Path directory : directories) {
            if (!Files.isDirectory(directory)) {
                continue;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.toml")) {
                for (Path file : files) {
                    seen.put(file, look(file));
                }
            } catch (IOException unreadable) {
                // Then loading it fails as well, and says why.
            }
        }
        return seen;
    }

    private static Look look(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Object key = attributes.fileKey();
        return new Look(attributes.lastModifiedTime(), attributes.size(), key == null ? "" : key);
    }

    @Override
    public void close() {
        watching.interrupt();
    }
}
