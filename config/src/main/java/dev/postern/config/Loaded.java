package dev.postern.config;

import java.util.List;

/**
 * What became of the configuration files: a configuration without a fault, or everything that is
 * wrong with them.
 */
public sealed interface Loaded permits Configuration, Loaded.Broken {

    /**
     * Nothing of these files may be used.
     *
     * @param problems at least one, by file and line
     */
    record Broken(List<Problem> problems) implements Loaded {
        public Broken {
            problems = List.copyOf(problems);
        }
    }
}
