package dev.postern.app.bridge;

import dev.postern.config.ConfigurationFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Notices when files of the configuration have changed. It looks, instead of having itself told:
 * the directories may not be there yet, and network file systems tell nothing. Whoever is amid
 * writing is let end: nothing is reloaded before two looks have seen the same.
 */
final class ConfigurationWatch implements AutoCloseable {

    /**
     * A person who saves a file and turns to the mail program takes longer than two of these; a
     * program that takes the old file away before it has written the new one, less than one.
     */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final ConfigurationFiles files;
    private final Runnable changed;
    private final Thread watching;

    ConfigurationWatch(ConfigurationFiles files, Runnable changed) {
        this.files = files;
        this.changed = changed;
        Map<Path, FileLook> before = look();
        watching = Thread.ofPlatform().daemon().name("postern-watch").start(() -> watch(before));
    }

    private void watch(Map<Path, FileLook> first) {
        Map<Path, FileLook> taken = first;
        Map<Path, FileLook> before = first;
        try {
            while (true) {
                Thread.sleep(BETWEEN_LOOKS);
                Map<Path, FileLook> now = look();
                if (now.equals(before) && !now.equals(taken)) {
                    taken = now;
                    changed.run();
                }
                before = now;
            }
        } catch (InterruptedException ended) {
            // The bridge closes.
        }
    }

    private Map<Path, FileLook> look() {
        Map<Path, FileLook> seen = new HashMap<>();
        for (Path file : files.present()) {
            try {
                seen.put(file, FileLook.at(file));
            } catch (IOException unreadable) {
                // Then loading it fails as well, and says why.
            }
        }
        return seen;
    }

    @Override
    public void close() {
        watching.interrupt();
    }
}
