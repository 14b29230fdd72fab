package dev.postern.core.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.core.account.Credential;
import dev.postern.core.account.SecretKind;
import dev.postern.core.credential.CredentialOutcome.Available;
import dev.postern.core.credential.CredentialOutcome.Freshness;
import dev.postern.core.credential.CredentialOutcome.Missing;
import dev.postern.core.login.UpstreamFailure.Unavailable;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

@Timeout(60)
final class CommandRunTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String TOKEN = "ya29.never-to-be-seen";

    @TempDir Path temporary;

    @Test
    void theFirstLineOfACommandIsTheCredential() {
        assertThat(fetch(shell("printf 'token\\r\\nlogin: ann\\nmore'")))
                .isEqualTo(
                        new Available(
                                Secret.of("token"), SecretKind.TOKEN, Freshness.NOT_REJECTED));
    }

    @Test
    void wordsReachTheProgramAsConfigured() {
        assertThat(available(fetch(command(LONG, "printf", "%s|", "$HOME a", "`id`", ""))).secret())
                .isEqualTo(Secret.of("$HOME a|`id`||"));
    }

    @Test
    void aCommandThatReadsItsInputGetsAnEnd() {
        assertThat(available(fetch(shell("cat; echo token"))).secret())
                .isEqualTo(Secret.of("token"));
    }

    @Test
    void muchOutputBehindTheFirstLineAndOnStandardErrorIsReadAway() {
        String much = "head -c 3000000 /dev/zero";

        assertThat(available(fetch(shell("echo token; " + much + "; " + much + " >&2"))).secret())
                .isEqualTo(Secret.of("token"));
    }

    @Test
    void aLongTokenIsTakenWhole() {
        assertThat(
                        available(fetch(shell("head -c 65536 /dev/zero | tr '\\0' x")))
                                .secret()
                                .length())
                .isEqualTo(65_536);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "head -c 65537 /dev/zero | tr '\\0' x",
                "true",
                "echo; echo token",
                "printf 'tok\\001en\\n'",
                "printf 'a\\rb\\n'"
            })
    void aFirstLineThatIsNoCredentialIsNone(String script) {
        assertThat(failure(shell(script))).isInstanceOf(Unavailable.class);
    }

    @Test
    void aCommandThatFailsIsNamedWithItsExitCodeAndNothingItSaid() { // defect 23
        Unavailable failure =
                failure(shell("echo %s; echo %s >&2; exit 3".formatted(TOKEN, TOKEN)));

        assertThat(failure.detail())
                .contains("sh")
                .contains("account work")
                .contains("exit code 3")
                .doesNotContain(TOKEN);
    }

    @Test
    void aProgramThatIsNotThereIsSaidToBeSo() {
        assertThat(failure(command(LONG, "/no/such/program", "--token", TOKEN)).detail())
                .contains("/no/such/program")
                .doesNotContain(TOKEN);
    }

    @Test
    void aCommandThatTakesTooLongIsKilledWithWhatItStarted() throws IOException {
        Path pid = temporary.resolve("pid");
        Credential.Command slow =
                command(
                        Duration.ofSeconds(1),
                        "/bin/sh",
                        "-c",
                        "sleep 300 & echo $! > '%s'; wait".formatted(pid));

        assertThat(failure(slow).detail()).contains("within 1s");
        long child = Long.parseLong(Files.readString(pid).strip());
        await().until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void whatACommandLeavesInTheBackgroundDelaysNobody() throws IOException {
        Path pid = temporary.resolve("pid");
        try {
            assertThat(
                            available(
                                            fetch(
                                                    shell(
                                                            "sleep 300 & echo $! > '%s'; echo token"
                                                                    .formatted(pid))))
                                    .secret())
                    .isEqualTo(Secret.of("token"));
        } finally {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static Credential.Command shell(String script) {
        return command(LONG, "/bin/sh", "-c", script);
    }

    private static Credential.Command command(Duration timeout, String... words) {
        return new Credential.Command(List.of(words), SecretKind.TOKEN, timeout);
    }

    private static CredentialOutcome fetch(Credential.Command command) {
        return new CommandRun("work", command).outcome();
    }

    private static Unavailable failure(Credential.Command command) {
        return (Unavailable) ((Missing) fetch(command)).failure();
    }

    private static Available available(CredentialOutcome outcome) {
        assertThat(outcome).isInstanceOf(Available.class);
        return (Available) outcome;
    }
}
