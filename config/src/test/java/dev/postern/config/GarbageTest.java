package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Whatever the octets, the answer is a configuration or a list of problems; never an exception. */
class GarbageTest {

    private static final int ROUNDS = 1500;

    private static final byte[] TELLING =
            "[]{}=\"'#.,\\\n\r\t _-0123456789truefalsenameimap\u0000"
                    .getBytes(StandardCharsets.UTF_8);

    @Test
    void theExampleCutAnywhereIsAnswered() throws IOException {
        byte[] example = ExampleTest.example();
        for (int length = 0; length < example.length; length += 3) {
            answered(Arrays.copyOf(example, length));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theExampleWithWrongOctetsIsAnswered(int seed) throws IOException {
        Random random = new Random(seed);
        byte[] example = ExampleTest.example();
        for (int round = 0; round < ROUNDS / 3; round++) {
            byte[] changed = example.clone();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                changed[random.nextInt(changed.length)] = TELLING[random.nextInt(TELLING.length)];
            }
            answered(changed);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomOctetsAreAnswered(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] octets = new byte[random.nextInt(80)];
            for (int i = 0; i < octets.length; i++) {
                octets[i] = TELLING[random.nextInt(TELLING.length)];
            }
            answered(octets);
        }
    }

    private static void answered(byte[] octets) {
        assertThatCode(() -> assertThat(Texts.load(octets)).isNotNull())
                .as(() -> new String(octets, StandardCharsets.UTF_8))
                .doesNotThrowAnyException();
    }

    static IntStream seeds() {
        return IntStream.of(1, 2, 3);
    }
}
