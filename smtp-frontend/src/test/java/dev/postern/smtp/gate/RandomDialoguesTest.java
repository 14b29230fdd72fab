package dev.postern.smtp.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Without the guidance that a fuzzer has, but in every build. */
class RandomDialoguesTest {

    @Test
    void whatAProviderSeesIsWhatTheGateThought() {
        Map<Integer, Integer> delivered = new HashMap<>();
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            try {
                int count = new Encounter(new Mostly(random)::below).run(Encounter.STEPS).size();
                delivered.merge(count, 1, Integer::sum);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        // Else nothing was tried.
        assertThat(delivered.getOrDefault(1, 0)).as(delivered.toString()).isGreaterThan(500);
    }

    /** Small numbers more often: those are the words of which a message is made. */
    private record Mostly(Random random) {
        int below(int bound) {
            int any = random.nextInt(bound);
            return bound == Encounter.WORDS.size() && random.nextInt(3) > 0
                    ? random.nextInt(9)
                    : any;
        }
    }
}
