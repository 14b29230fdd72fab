package dev.postern.config;

import java.nio.file.Path;

/**
 * Where a part of the configuration was written.
 *
 * @param line counted from 1
 */
public record Origin(Path file, int line) {

    /** {@code file:line}, as editors take it. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
