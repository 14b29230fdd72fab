package dev.postern.core.gate;

import java.util.Map;

/**
 * What a gate has let through and refused. No content.
 *
 * @param verbs how often each command was passed on, by its name in the protocol
 * @param refused commands that were not passed on
 * @param messages messages that the provider has accepted (SMTP), or that were appended (IMAP)
 */
public record GateTally(Map<String, Integer> verbs, int refused, int messages) {
    public GateTally {
        verbs = Map.copyOf(verbs);
    }
}
