package dev.postern.app.trust;

import java.util.List;

/**
 * How one kind of program is told to trust the root.
 *
 * @param name what a person asks for it by
 * @param title what it is for
 * @param steps commands, lines of a configuration file, or where to click; in this order
 */
public record Instruction(String name, String title, List<String> steps) {

    public Instruction {
        steps = List.copyOf(steps);
    }

    Instruction(String name, String title, String... steps) {
        this(name, title, List.of(steps));
    }
}
