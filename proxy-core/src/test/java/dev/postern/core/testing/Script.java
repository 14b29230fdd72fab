package dev.postern.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One file of words that two sides say. */
record Script(Path file, Map<String, String> headers, List<Step> steps) {

    private static final Pattern HEADER = Pattern.compile("(listener|upstream): *(.*)");
    private static final Pattern SPOKEN = Pattern.compile("([CSPU]):(?: (.*))?");
    private static final Pattern DIRECTIVE = Pattern.compile("= *(\\w+) *(.*)");

    /** A line of a script that is not for readers only. */
    sealed interface Step {
        int lineNumber();

        /** The peer sends. */
        record Sends(int lineNumber, String shown) implements Step {
            byte[] octets() {
                return Escapes.line(shown);
            }
        }

        /** We say. */
        record Says(int lineNumber, String shown) implements Step {
            byte[] octets() {
                return Escapes.line(shown);
            }
        }

        record Directive(int lineNumber, String word, String rest) implements Step {}
    }

    String name() {
        return file.getFileName().toString().replace(".script", "").replace('-', ' ');
    }

    boolean says(String directive) {
        return steps.stream()
                .anyMatch(step -> step instanceof Step.Directive it && it.word().equals(directive));
    }

    boolean endsWith(String directive) {
        return steps.get(steps.size() - 1) instanceof Step.Directive it
                && it.word().equals(directive);
    }

    static Script read(Path file) {
        Map<String, String> headers = new LinkedHashMap<>();
        List<Step> steps = new ArrayList<>();
        List<String> lines = lines(file);
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher header = HEADER.matcher(line);
            Matcher spoken = SPOKEN.matcher(line);
            Matcher directive = DIRECTIVE.matcher(line);
            if (header.matches()) {
                headers.put(header.group(1), header.group(2));
            } else if (spoken.matches()) {
                String text = spoken.group(2) == null ? "" : spoken.group(2);
                steps.add(step(number, spoken.group(1), text));
            } else if (directive.matches()) {
                steps.add(new Step.Directive(number, directive.group(1), directive.group(2)));
            } else {
                throw new IllegalArgumentException(
                        file + ":" + number + ": neither words, directive nor header: " + line);
            }
        }
        return new Script(file, headers, steps);
    }

    private static Step step(int number, String side, String shown) {
        return switch (side) {
            case "C", "U" -> new Step.Sends(number, shown);
            default -> new Step.Says(number, shown);
        };
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
