package dev.postern.app.sendmail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code sendmail} was told on its command line. Options that matter only to a program that
 * queues and delivers by itself are taken and ignored: others pass them without a thought.
 *
 * @param switches the options without a value that matter here: {@code t}, {@code i}, {@code q}
 * @param sender {@code -f}; may be {@code <>}
 * @param name {@code -F}
 * @param recipients what is left
 */
public record SendmailOptions(
        Set<Character> switches,
        Optional<String> sender,
        Optional<String> name,
        List<String> recipients) {

    private static final String WITHOUT_VALUE = "GimnstTUv";

    /** The value follows at once or as the next argument. */
    private static final String WITH_VALUE = "ABbCDFfhLMNOoprRVX";

    /** The value, if there is one, follows at once. */
    private static final String WITH_ATTACHED_VALUE = "deqI";

    public SendmailOptions {
        switches = Set.copyOf(switches);
        recipients = List.copyOf(recipients);
    }

    /** As getopt reads them: options end at the first argument that is none, or at {@code --}. */
    public static SendmailOptions of(List<String> arguments) throws SendmailException {
        Reading reading = new Reading(arguments);
        reading.options();
        return new SendmailOptions(
                reading.switches,
                reading.sender,
                reading.name,
                arguments.subList(reading.next, arguments.size()));
    }

    /** {@code -t}: the header names recipients. */
    boolean recipientsInHeader() {
        return switches.contains('t');
    }

    /** {@code -i}: a line with a dot alone is a line like others. */
    boolean dotIsOrdinary() {
        return switches.contains('i');
    }

    /** {@code -q}: nothing but to run the queue, and there is none. */
    public boolean runsQueue() {
        return switches.contains('q');
    }

    private static final class Reading {
        private final List<String> arguments;
        private final Set<Character> switches = new HashSet<>();
        private Optional<String> sender = Optional.empty();
        private Optional<String> name = Optional.empty();
        private int next;

        Reading(List<String> arguments) {
            this.arguments = new ArrayList<>(arguments);
        }

        void options() throws SendmailException {
            while (next < arguments.size()) {
                String argument = arguments.get(next);
                if (argument.equals("--")) {
                    next++;
                    return;
                }
                if (!argument.startsWith("-") || argument.equals("-")) {
                    return;
                }
                next++;
                cluster(argument);
            }
        }

        private void cluster(String argument) throws SendmailException {
            for (int i = 1; i < argument.length(); i++) {
                char option = argument.charAt(i);
                String rest = argument.substring(i + 1);
                if (WITHOUT_VALUE.indexOf(option) >= 0) {
                    take(option, "");
                } else if (WITH_ATTACHED_VALUE.indexOf(option) >= 0) {
                    take(option, rest);
                    return;
                } else if (WITH_VALUE.indexOf(option) >= 0) {
                    take(option, rest.isEmpty() ? value(option) : rest);
                    return;
                } else {
                    throw new SendmailException(
                            Sysexit.USAGE,
                            "Sendmail has no option %s. More: postern sendmail --help"
                                    .formatted(argument));
                }
            }
        }

        private String value(char option) throws SendmailException {
            if (next == arguments.size()) {
                throw new SendmailException(
                        Sysexit.USAGE, "The option -%s needs a value behind it.".formatted(option));
            }
            return arguments.get(next++);
        }

        private void take(char option, String value) throws SendmailException {
            switch (option) {
                case 'f', 'r' -> sender = Optional.of(value);
                case 'F' -> name = Optional.of(value);
                case 'i', 't', 'q' -> switches.add(option);
                case 'o' -> {
                    if (value.equals("i")) {
                        switches.add('i');
                    }
                }
                case 'b' -> {
                    if (!value.equals("m")) {
                        throw new SendmailException(
                                Sysexit.USAGE,
                                "The mode -b%s is not supported: this sendmail reads one message and sends it. Programs that speak SMTP connect to the bridge's port."
                                        .formatted(value));
                    }
                }
                default -> {}
            }
        }
    }
}
