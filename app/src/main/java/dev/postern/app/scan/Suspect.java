package dev.postern.app.scan;

import dev.postern.core.secret.Secret;

import java.nio.file.Path;

/**
 * What looks like an app password, somewhere in a file.
 *
 * @param line from 1
 * @param id the part that is not secret
 * @param text whoever is told of it wipes it
 */
public record Suspect(Path file, long line, String id, Secret text) {}
