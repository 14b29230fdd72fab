package dev.postern.core.testing.crash;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A system call by which a program changes files.
 *
 * @param path below the directory; empty if its name is another one in each run
 * @param ordinal among the calls of that name by one thread, from 1: those on the same path, or all
 *     of them where there is no path
 * @param creates whether it makes a new name, or may write: what a full disk refuses
 */
public record FaultPoint(String call, Optional<Path> path, int ordinal, boolean creates) {

    @Override
    public String toString() {
        return call + " " + path.map(Path::toString).orElse("(a draft)") + " #" + ordinal;
    }
}
