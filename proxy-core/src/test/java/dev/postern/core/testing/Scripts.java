package dev.postern.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.session.Frontend;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The scripts of a directory as JUnit tests: return them from a {@code @TestFactory}. */
public final class Scripts {

    /**
     * Of a longer script, which only repeats one octet, the middle is cut here and there only: each
     * cut is a run.
     */
    private static final int CUT_EVERYWHERE = 512;

    private static final int STRIDE = 997;

    private Scripts() {}

    /** Scripts that a client plays against the frontend's client dialogue. */
    public static Stream<DynamicNode> ofClients(Path directory, Frontend frontend) {
        return tests(
                directory,
                (script, arrival) ->
                        new ScriptRun<>(script, arrival, ClientSide.of(script, frontend)).run());
    }

    /** Scripts that a provider plays against the frontend's upstream dialogue. */
    public static Stream<DynamicNode> ofProviders(Path directory, Frontend frontend) {
        return tests(
                directory,
                (script, arrival) ->
                        new ScriptRun<>(script, arrival, ProviderSide.of(script, frontend)).run());
    }

    /** These tests, and behind them one that counts them for {@link Tally}. */
    public static Stream<DynamicNode> counted(
            String part, String what, Stream<DynamicNode> scripts) {
        Count count = new Count();
        return Stream.concat(
                scripts.map(count::counting),
                Stream.of(
                        DynamicTest.dynamicTest(
                                what, () -> Tally.count(part, what, count.tried, count.held))));
    }

    private static final class Count {
        private int tried;
        private int held;

        private DynamicNode counting(DynamicNode node) {
            return switch (node) {
                case DynamicContainer script ->
                        DynamicContainer.dynamicContainer(
                                script.getDisplayName(), script.getChildren().map(this::counting));
                case DynamicTest test ->
                        DynamicTest.dynamicTest(
                                test.getDisplayName(),
                                () -> {
                                    tried++;
                                    test.getExecutable().execute();
                                    held++;
                                });
                default -> throw new IllegalArgumentException(String.valueOf(node));
            };
        }
    }

    private interface Run {
        void run(Script script, Arrival arrival);
    }

    private static Stream<DynamicNode> tests(Path directory, Run run) {
        List<Path> files = files(directory);
        assertThat(files).as("scripts in " + directory.toAbsolutePath()).isNotEmpty();
        return files.stream().map(Script::read).map(script -> tests(script, run));
    }

    private static DynamicNode tests(Script script, Run run) {
        return DynamicContainer.dynamicContainer(
                script.name(),
                Stream.of(
                        test("whole", script, it -> run.run(it, Arrival.whole())),
                        test("octet by octet", script, it -> run.run(it, Arrival.octetByOctet())),
                        test("cut in two at every octet", script, it -> cutEverywhere(it, run))));
    }

    private static DynamicTest test(String name, Script script, Consumer<Script> body) {
        return DynamicTest.dynamicTest(name, script.file().toUri(), () -> body.accept(script));
    }

    private static void cutEverywhere(Script script, Run run) {
        int length =
                script.steps().stream()
                        .mapToInt(step ->
                                step instanceof Script.Step.Sends sends ? sends.octets().length : 0)
                        .sum();
        for (int position = 1; position < length; position++) {
            boolean middle = position > CUT_EVERYWHERE && position < length - CUT_EVERYWHERE;
            if (!middle || position % STRIDE == 0) {
                cutAt(position, script, run);
            }
        }
    }

    private static void cutAt(int position, Script script, Run run) {
        try {
            run.run(script, Arrival.cutAt(position));
        } catch (AssertionError failure) {
            throw new AssertionError("cut before octet " + position + ": " + failure, failure);
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".script")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
