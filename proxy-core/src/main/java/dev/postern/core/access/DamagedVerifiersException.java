package dev.postern.core.access;

/**
 * The stored verifiers cannot be read; the message says where, and what to do. Nobody is let in on
 * a part of them.
 */
public final class DamagedVerifiersException extends Exception {

    DamagedVerifiersException(String found, String path) {
        super(
                "verifiers.json: "
                        + found
                        + " (at "
                        + path
                        + "). The file is written by Postern alone; put back a copy of it from a"
                        + " backup, or move it away and issue the app passwords again.");
    }
}
