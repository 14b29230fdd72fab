package dev.postern.smtp.gate;

import dev.postern.core.gate.GateTally;

import java.util.Map;
import java.util.TreeMap;

/** Keeps the tally of one session. On its event loop. */
final class Counts {

    private final Map<String, Integer> verbs = new TreeMap<>();
    private int refused;
    private int messages;

    void passed(String verb) {
        verbs.merge(verb, 1, Integer::sum);
    }

    void refused() {
        refused++;
    }

    void accepted() {
        messages++;
    }

    GateTally tally() {
        return new GateTally(verbs, refused, messages);
    }
}
