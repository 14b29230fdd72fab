package dev.postern.config;

import java.nio.file.Path;

/**
 * One configuration file, read or about to be written.
 *
 * @param kind which tables it may have
 */
record SourceFile(Path file, Kind kind, String text) {

    enum Kind {
        MAIN,
        ACCOUNTS,
        APPS
    }
}
