package dev.postern.app.help;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

class TopicTest {
    private static final Path DOCS = Path.of("..", "docs");

    /** Of another page, a file of the repository or a place in the same page. */
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");

    @Test
    void eachFileIsATopicAndEachTopicAFile() throws Exception {
        try (Stream<Path> files = Files.list(DOCS)) {
            List<String> names = files.map(file -> String.valueOf(file.getFileName())).toList();
            assertThat(names)
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(Topic.values())
                                    .map(topic -> topic.word() + ".md")
                                    .toList());
        }
    }

    @Test
    void whatIsShownIsTheFile() throws Exception {
        for (Topic topic : Topic.values()) {
            assertThat(topic.text())
                    .isEqualTo(Files.readString(DOCS.resolve(topic.word() + ".md")));
            assertThat(topic.title()).doesNotStartWith("#").isNotBlank();
        }
    }

    @Test
    void noLinkLeadsNowhere() throws Exception {
        for (Topic topic : Topic.values()) {
            for (String target : LINK.matcher(topic.text()).results().map(this::target).toList()) {
                if (!target.contains("://")) {
                    assertThat(DOCS.resolve(target)).as("in %s.md", topic.word()).exists();
                }
            }
        }
    }

    private String target(MatchResult link) {
        return link.group(1);
    }
}
