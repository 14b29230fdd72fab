package dev.postern.smtp.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.Arrival;

import io.netty.buffer.ByteBufAllocator;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Each dialogue whole, octet by octet, and cut in two at every octet of either peer. */
class GateScriptsTest {

    private static final Path SCRIPTS = Path.of("src/test/scripts/gate");

    /** Of a longer one, which only repeats one octet, the middle is cut here and there. */
    private static final int CUT_EVERYWHERE = 2_048;

    private static final ByteBufAllocator TRACKED = ByteBufAllocator.DEFAULT;

    private static final int STRIDE = 997;

    @TestFactory
    Stream<DynamicNode> dialogues() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(SCRIPTS)) {
            files = found.filter(file -> file.toString().endsWith(".script")).sorted().toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream().map(GateScript::read).map(GateScriptsTest::tests);
    }

    private static DynamicNode tests(GateScript script) {
        return DynamicContainer.dynamicContainer(
                script.name(),
                Stream.of(
                        DynamicTest.dynamicTest(
                                "whole", () -> script.run(Arrival.whole(), TRACKED)),
                        DynamicTest.dynamicTest(
                                "octet by octet",
                                () -> script.run(Arrival.octetByOctet(), TRACKED)),
                        DynamicTest.dynamicTest(
                                "cut in two at every octet", () -> cutEverywhere(script))));
    }

    private static void cutEverywhere(GateScript script) {
        int length = script.length();
        for (int position = 1; position < length; position++) {
            boolean middle = position > CUT_EVERYWHERE && position < length - CUT_EVERYWHERE;
            if (!middle || position % STRIDE == 0) {
                try {
                    script.run(Arrival.cutAt(position), GateRig.UNTRACKED);
                } catch (AssertionError failure) {
                    throw new AssertionError(
                            "cut before octet " + position + ": " + failure.getMessage(), failure);
                }
            }
        }
    }
}
