package dev.postern.app.supply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code scripts/vulnerabilities}, asked against a feed on this machine. Needs Python. */
@Tag("programs")
@Timeout(60)
final class VulnerabilitiesScriptTest {

    private static final Path SCRIPT = Path.of("..", "scripts", "vulnerabilities").toAbsolutePath();
    private static final String BILL = FeedStandIn.ANSWERS.resolve("bill.json").toString();

    private record Ran(int code, String printed) {}

    @Test
    void allPagesOfAllThatUsersInstallAreAskedForAndTold() throws Exception {
        try (FeedStandIn feed = new FeedStandIn()) {
            Ran ran = run("--feed", feed.address(), BILL);

            assertThat(feed.asked())
                    .containsExactly(
                            "pkg:maven/io.netty/netty-buffer@4.2.18.Final",
                            "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
                            "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1");
            assertThat(ran.printed())
                    .isEqualTo(
                            """
                            pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1: GHSA-7rjr-3q55-vv33, CVE-2021-45046 (of unknown severity)
                                Incomplete fix for Apache Log4j  [31mvulnerability
                                mended in no version yet
                            pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1: GHSA-jfh8-c2jp-5v3q, CVE-2021-44228 (CRITICAL)
                                Remote code injection in Log4j
                                mended in 2.15.0, 2.3.1
                            Of 2 packages 1 have known vulnerabilities.
                            """);
            assertThat(ran.code()).isEqualTo(1);
        }
    }

    @Test
    void aFeedThatKnowsNothingIsSuccess() throws Exception {
        try (FeedStandIn feed = new FeedStandIn()) {
            feed.answersWith("querybatch-nothing.json");
            Ran ran = run("--feed", feed.address(), BILL);

            assertThat(ran.printed())
                    .isEqualTo(
                            "Of 2 packages %s knows no vulnerability.\n".formatted(feed.address()));
            assertThat(ran.code()).isZero();
        }
    }

    @Test
    void aFeedThatCannotBeAskedIsNoGoodNews() throws Exception {
        try (FeedStandIn feed = new FeedStandIn()) {
            for (String file : List.of("no-such-file", "querybatch-page-2.json", "not-json.txt")) {
                feed.answersWith(file);
                assertUnknown(run("--feed", feed.address(), BILL));
            }
        }
        assertUnknown(run("--feed", "http://127.0.0.1:9", BILL));
    }

    @Test
    void withoutABillOfMaterialsItSaysHowOneIsMade() throws Exception {
        Ran ran = run("--feed", "http://127.0.0.1:9", "no-such-bill.json");

        assertThat(ran.code()).isEqualTo(66);
        assertThat(ran.printed()).contains("mvn -q -DskipTests package");
    }

    private static void assertUnknown(Ran ran) {
        assertThat(ran.code()).as(ran.printed()).isEqualTo(69);
        assertThat(ran.printed()).contains("is not known").doesNotContain("Traceback");
    }

    private static Ran run(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(SCRIPT.toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder script = new ProcessBuilder(words).redirectErrorStream(true);
        // The feed is here, and not behind the proxy of whoever builds.
        script.environment().put("no_proxy", "127.0.0.1");
        Process process = script.start();
        process.getOutputStream().close();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), printed);
    }
}
