package dev.postern.app.doctor;

import java.util.Optional;

/** Programs of the system that are asked something. */
@FunctionalInterface
public interface Programs {

    /** The first line that it prints; empty if it is not there or does not end soon. */
    Optional<String> firstLine(String... words);
}
