package dev.postern.imap.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class ImapGateTest {

    @TestFactory
    Stream<DynamicNode> dialogues() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(Path.of("src/test/scripts/gate"))) {
            files = found.filter(it -> it.toString().endsWith(".script")).sorted().toList();
        }
        assertThat(files).isNotEmpty();
        Stream.Builder<DynamicNode> tests = Stream.builder();
        for (Path file : files) {
            tests.add(tests(GateScript.read(file)));
        }
        return tests.build();
    }

    private static DynamicNode tests(GateScript script) {
        return DynamicContainer.dynamicContainer(
                script.name(),
                Stream.of(
                        DynamicTest.dynamicTest("whole", script::playWhole),
                        DynamicTest.dynamicTest("octet by octet", script::playOctetByOctet),
                        DynamicTest.dynamicTest(
                                "cut in two at every octet", () -> cutEverywhere(script))));
    }

    private static void cutEverywhere(GateScript script) {
        for (int position = 1; position < script.length(); position++) {
            try {
                script.playCutAt(position);
            } catch (AssertionError failure) {
                throw new AssertionError("cut before octet " + position + ": " + failure, failure);
            }
        }
    }
}
