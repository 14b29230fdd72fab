package dev.postern.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateLock;
import dev.postern.core.state.Vault;
import dev.postern.core.testing.crash.Copies;
import dev.postern.core.testing.crash.FaultyRuns;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kills a process that rotates refresh tokens before each single thing that it does to a file. */
@Tag("programs")
@Tag("torture")
@Timeout(300)
final class EveryCallOfARotationTest {

    /** What the token endpoint answers, one after the other; then the process ends. */
    private static final String ANSWERS = "PT0S\nA1 R1\nA2 R2\nA3 R3\n";

    /** It asks with a refresh token, or has given an access token away. */
    private static final Pattern SAID = Pattern.compile("ask R([0-9])|given A([0-9])");

    private static final Pattern REFRESH = Pattern.compile("R([0-9])");

    @TempDir Path directory;

    private Copies copies;

    @BeforeEach
    void signIn() {
        copies = new Copies(directory);
        Server server = new Server();
        server.answersWith(() -> Server.granted("A0", Optional.of("R0")));
        HandTime time = new HandTime();
        Account account = Rig.account();
        TokenRequest code =
                new TokenRequest.Code(
                        Secret.of("code"),
                        Secret.of("verifier"),
                        AuthorizationServer.USUAL_REDIRECT);
        try (StateLock lock = StateLock.acquire(Rotator.state(copies.template()))) {
            Vault vault = Vault.open(lock, Rotator.key(copies.template()));
            new TokenEngine(vault, server, TokenListener.NONE, time.timing(), time.threads())
                    .redeem(account, Rig.oauth(account), code)
                    .toCompletableFuture()
                    .join();
        }
    }

    @Test
    void aTokenIsOnTheDiskBeforeAnythingIsDoneWithItOrGiven() throws Exception {
        copies.kill(
                FaultyRuns.of(Rotator.class, ANSWERS),
                "while tokens are rotated",
                10,
                EveryCallOfARotationTest::verdict);
    }

    private static String verdict(FaultyRuns.Ran ran, Path home) {
        int used = 0;
        Matcher said = SAID.matcher(ran.printed());
        while (said.find()) {
            used = Integer.parseInt(said.group(1) == null ? said.group(2) : said.group(1));
        }
        int kept = kept(home);
        return kept < used ? "kept R" + kept + ", and had said " + ran.printed() : "";
    }

    /** The refresh token on the disk. */
    private static int kept(Path home) {
        try (StateLock lock = StateLock.acquire(Rotator.state(home))) {
            Secret written = Vault.open(lock, Rotator.key(home)).tokens("work").orElseThrow();
            if (RecordJson.read(written) instanceof RecordJson.Found.Whole(TokenRecord record)) {
                Matcher refresh = REFRESH.matcher(record.refresh().orElseThrow().revealText());
                assertThat(refresh.matches()).isTrue();
                return Integer.parseInt(refresh.group(1));
            }
            throw new AssertionError("the record in the vault is damaged");
        }
    }
}
