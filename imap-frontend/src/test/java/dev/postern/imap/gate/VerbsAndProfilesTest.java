package dev.postern.imap.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.ImapProfile;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class VerbsAndProfilesTest {

    /** For people, what would change messages is refused in a warning too, in the same words. */
    private static final Pattern REFUSAL =
            Pattern.compile(
                    "(?:\\* NO (?<words>.+)\\Ra1 NO \\[NOPERM] \\k<words>|a1 NO \\[NOPERM]"
                            + " .+)\\s*");

    private static final List<ImapPolicy> COLUMNS =
            List.of(
                    new ImapPolicy(ImapProfile.READ_ONLY, List.of()),
                    new ImapPolicy(ImapProfile.READ_AND_FLAG, List.of()),
                    new ImapPolicy(ImapProfile.APPEND_ONLY, List.of()),
                    new ImapPolicy(ImapProfile.NO_DELETE, List.of()),
                    new ImapPolicy(ImapProfile.FULL, List.of("INBOX", "Work")));

    @TestFactory
    Stream<DynamicTest> eachVerbUnderEachProfile() throws IOException {
        return rows().stream()
                .map(row -> row.split("\\|", -1))
                .flatMap(cells ->
                        IntStream.range(0, COLUMNS.size()).mapToObj(column -> test(cells, column)));
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("src/test/tables/verbs-and-profiles.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static DynamicTest test(String[] cells, int column) {
        ImapPolicy policy = COLUMNS.get(column);
        String command = cells[0].strip();
        String expected = cells[column + 1].strip();
        return DynamicTest.dynamicTest(
                command + " under " + policy.profile().word() + policy.folders(),
                () ->
                        assertThat(outcome(policy, command.replace("\\r\\n", "\r\n")))
                                .isEqualTo(expected));
    }

    private static String outcome(ImapPolicy policy, String command) {
        String tagged = "a1 " + command;
        return switch (ImapJudgement.of(policy, tagged)) {
            case ImapJudgement.Refused(String answer, var why) ->
                    REFUSAL.matcher(answer).matches() && why.isPresent()
                            ? "no"
                            : answer.startsWith("a1 BAD ") ? "bad" : answer;
            case ImapJudgement.PassedOn(String passed) ->
                    passed.equals(tagged.replace("+}", "}")) ? "yes" : passed.split(" ", 3)[1];
        };
    }

    @Test
    void aVerbInAnyCaseIsTheSameVerb() {
        for (ImapPolicy policy : COLUMNS) {
            assertThat(ImapJudgement.refusal(policy, "a1 expunge").isPresent())
                    .isEqualTo(ImapJudgement.refusal(policy, "a1 EXPUNGE").isPresent());
            assertThat(ImapJudgement.refusal(policy, "a1 uId mOvE 1 Other")).isPresent();
        }
    }
}
