package dev.postern.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A command line taken apart: the verb, and the octets behind it, which may hold a secret. */
final class Command {

    /**
     * STARTTLS and XFORWARD; a longer first word is no verb, but maybe a password out of step, so
     * no text is made of it.
     */
    private static final int LONGEST_VERB = 8;

    private final String verb;
    private final byte[] line;
    private final int argument;

    private Command(String verb, byte[] line, int argument) {
        this.verb = verb;
        this.line = line;
        this.argument = argument;
    }

    /**
     * Keeps {@code line} and reads it later, so it lives no longer than the call that brought the
     * line.
     */
    static Command of(byte[] line) {
        int end = endOfWord(line, 0);
        String verb = end > LONGEST_VERB ? "" : text(line, 0, end).toUpperCase(Locale.ROOT);
        return new Command(verb, line, end);
    }

    /** In upper case; empty if the line begins with nothing that could be a verb. */
    String verb() {
        return verb;
    }

    boolean hasArgument() {
        return !words(1).isEmpty();
    }

    /**
     * What the client calls itself, as the first word; for EHLO and HELO only. Empty if nothing.
     */
    String name() {
        return words(1).stream()
                .map(word -> new String(word, StandardCharsets.US_ASCII))
                .findFirst()
                .orElse("");
    }

    /** Copies of the words behind the verb, at most {@code limit} of them. */
    List<byte[]> words(int limit) {
        List<byte[]> words = new ArrayList<>();
        int at = argument;
        while (at < line.length && words.size() < limit) {
            int end = endOfWord(line, at);
            if (end > at) {
                words.add(Arrays.copyOfRange(line, at, end));
            }
            at = end + 1;
        }
        return words;
    }

    private static int endOfWord(byte[] line, int from) {
        int at = from;
        while (at < line.length && line[at] != ' ') {
            at++;
        }
        return at;
    }

    private static String text(byte[] line, int from, int to) {
        return new String(line, from, to - from, StandardCharsets.US_ASCII);
    }
}
