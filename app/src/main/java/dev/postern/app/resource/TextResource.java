package dev.postern.app.resource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A text file that belongs to a package of the program. */
public final class TextResource {

    private TextResource() {}

    /**
     * Reads one, in UTF-8.
     *
     * @param owner a class of the package in whose directory it is
     * @throws IllegalStateException if the build has left it out
     */
    public static String of(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
