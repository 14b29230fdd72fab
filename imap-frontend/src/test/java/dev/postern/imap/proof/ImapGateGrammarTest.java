package dev.postern.imap.proof;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.ImapProfile;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Random sessions, the same at each run, of commands of all kinds against every policy. */
class ImapGateGrammarTest {

    private static final int SESSIONS = Integer.getInteger("proof.sessions", 40);
    private static final int COMMANDS = 40;

    static Stream<ImapPolicy> policies() {
        return Stream.of(ImapProfile.values())
                .flatMap(profile ->
                        Stream.of(List.<String>of(), World.FOLDERS)
                                .map(folders -> new ImapPolicy(profile, folders)))
                .filter(policy -> !policy.isUnrestricted());
    }

    @ParameterizedTest
    @MethodSource("policies")
    void onlyWhatThePolicyAllowsGoesUpstreamAndEachCommandIsAnswered(ImapPolicy policy) {
        for (int seed = 0; seed < SESSIONS; seed++) {
            World world = World.with(seed % 2 == 0 ? '/' : '.');
            GateProof proof = new GateProof(policy, world, new Random(seed));
            assertThatCode(() -> proof.converses(COMMANDS))
                    .as("seed %d", seed)
                    .doesNotThrowAnyException();
        }
    }
}
