package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.postern.app.discovery.Found;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import picocli.CommandLine;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every command of ours that the documents name can be typed as it stands there. What can be run is
 * run by scripts/check-docs.
 */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..");

    /** Between backticks in a sentence, where a command may be named without its parameters. */
    private static final Pattern IN_A_SENTENCE =
            Pattern.compile("`((?:sudo )?postern(?: [^`\\n]*)?)`");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

    static Stream<Path> documents() throws Exception {
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
            pages.sorted().forEach(documents::add);
        }
        return documents.stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void eachCommandCanBeTypedAsItStandsThere(Path document) throws Exception {
        String text = Files.readString(document);
        for (String line : text.lines().toList()) {
            String command = line.strip().replaceFirst("^\\$ ", "").replaceFirst("^sudo ", "");
            if (command.startsWith("postern ") && !line.contains("`")) {
                parse(command, document);
            }
        }
        IN_A_SENTENCE
                .matcher(text)
                .results()
                .forEach(found -> mentioned(found.group(1).replaceFirst("^sudo ", ""), document));
    }

    @Test
    void aCommandThatIsNotThereWouldBeFound() {
        assertThat(isKnown("postern frobnicate")).isFalse();
        assertThat(isKnown("postern app add x --no-such-option")).isFalse();
        assertThat(isKnown("postern app add x --compact")).isTrue();
    }

    private static void parse(String command, Path document) {
        try {
            line().parseArgs(words(command));
        } catch (CommandLine.ParameterException wrong) {
            fail("%s: %s: %s".formatted(document, command, wrong.getMessage()));
        }
    }

    private static void mentioned(String command, Path document) {
        if (!isKnown(command)) {
            fail("%s: %s is no command".formatted(document, command));
        }
    }

    private static boolean isKnown(String command) {
        try {
            line().parseArgs(words(command));
            return true;
        } catch (CommandLine.MissingParameterException without) {
            return true;
        } catch (CommandLine.ParameterException wrong) {
            return false;
        }
    }

    /** Up to what the shell would take for itself: a comment, a pipe, the next command. */
    private static String[] words(String command) {
        List<String> words = new ArrayList<>();
        WORD.matcher(command)
                .results()
                .takeWhile(word -> !word.group().matches("#.*|[|<>;&].*|[0-9]+[<>].*|…|\\.\\.\\."))
                .forEach(word -> {
                    for (int group = 1; group <= word.groupCount(); group++) {
                        if (word.group(group) != null) {
                            words.add(word.group(group));
                        }
                    }
                });
        return words.subList(1, words.size()).toArray(String[]::new);
    }

    private static CommandLine line() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return Postern.line(
                Terminal.ofStreams(InputStream.nullInputStream(), nowhere, nowhere),
                (address, presets) -> new Found.Nothing(List.of()));
    }
}
