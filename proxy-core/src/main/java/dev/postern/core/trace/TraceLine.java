package dev.postern.core.trace;

import dev.postern.core.account.Protocol;

/**
 * Something that was said in a session, without secrets and content.
 *
 * @param session its name in the log
 * @param app that has logged in with it
 */
public record TraceLine(
        String session, Protocol protocol, String app, Speaker speaker, String text) {

    /** Who speaks. */
    public enum Speaker {
        CLIENT("client"),
        BRIDGE_TO_CLIENT("bridge to client"),
        BRIDGE_TO_PROVIDER("bridge to provider"),
        PROVIDER("provider"),
        /** What happened, and was not said. */
        NOBODY("");

        private final String word;

        Speaker(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
