package dev.postern.smtp;

import java.util.List;

/**
 * One reply of a provider (RFC 5321 4.2), its lines put together.
 *
 * @param code 200 to 599
 * @param lines the text of each line, which may be empty; at least one
 */
record Reply(int code, List<String> lines) {

    Reply {
        lines = List.copyOf(lines);
    }

    /** All of it on one line, for details: {@code 535 5.7.8 Not accepted}. */
    String text() {
        return (code + " " + String.join(" ", lines)).strip();
    }

    boolean isNegative() {
        return code >= 400;
    }
}
