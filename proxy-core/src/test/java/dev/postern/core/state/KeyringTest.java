package dev.postern.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateException.Fault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Against a GNOME Keyring without a desktop where there is one, and against machines without. */
@Timeout(120)
@Tag("programs")
final class KeyringTest {

    private static final List<String> NEEDED =
            List.of("dbus-run-session", "gnome-keyring-daemon", "secret-tool", "gdbus");

    @TempDir Path temporary;

    private StateLock lock;

    @BeforeEach
    void takeTheLock() {
        lock = StateLock.acquire(StateDirectory.open(temporary.resolve("state")));
    }

    @AfterEach
    void leaveTheLock() {
        lock.close();
    }

    @Test
    void aVaultUnderAKeyOfTheKeyringOpensAgain() throws Exception {
        try (Desktop desktop = new Desktop(temporary)) {
            Vault.open(lock, desktop.keyring()).putPassword("work", Secret.of("password"));

            assertThat(Vault.open(lock, desktop.keyring()).password("work"))
                    .contains(Secret.of("password"));
        }
    }

    @Test
    void aNewKeyIsAnItemOfItsOwnAndTheOldOneGoes() throws Exception {
        try (Desktop desktop = new Desktop(temporary)) {
            Vault vault = Vault.open(lock, desktop.keyring());
            vault.putPassword("work", Secret.of("password"));
            vault.rekey(desktop.keyring());

            assertThat(Vault.open(lock, desktop.keyring()).password("work"))
                    .contains(Secret.of("password"));
            assertThat(desktop.items()).isEqualTo(1);
        }
    }

    /** Defect 21. */
    @Test
    void aLockedKeyringIsCalledLockedAndTheVaultStays() throws Exception {
        try (Desktop desktop = new Desktop(temporary)) {
            Vault.open(lock, desktop.keyring()).putPassword("work", Secret.of("password"));
            byte[] sealed = Files.readAllBytes(lock.directory().vault());
            desktop.lock();

            StateException refusal =
                    catchThrowableOfType(
                            StateException.class, () -> Vault.open(lock, desktop.keyring()));
            assertThat(refusal.fault()).isEqualTo(Fault.INACCESSIBLE);
            assertThat(refusal).hasMessageContaining("locked");
            assertThat(Files.readAllBytes(lock.directory().vault())).isEqualTo(sealed);
        }
    }

    @Test
    void aLostItemIsAMissingKey() throws Exception {
        try (Desktop desktop = new Desktop(temporary)) {
            Vault.open(lock, desktop.keyring());
            desktop.forget();

            StateException refusal =
                    catchThrowableOfType(
                            StateException.class, () -> Vault.open(lock, desktop.keyring()));
            assertThat(refusal.fault()).isEqualTo(Fault.KEY_MISSING);
        }
    }

    /** Defect 21. */
    @Test
    void withoutASessionBusThereIsNoVaultAndTheSentenceSaysWhatElseToChoose() {
        assertThat(isThere("secret-tool")).as("secret-tool must be installed").isTrue();
        Keyring keyring =
                new Keyring(
                        List.of(
                                "env",
                                "--unset=DBUS_SESSION_BUS_ADDRESS",
                                "--unset=DISPLAY",
                                "XDG_RUNTIME_DIR=" + temporary,
                                "secret-tool"));

        refusedWithAnotherChoice(keyring);
    }

    /** Defect 21. */
    @Test
    void withoutTheProgramThereIsNoVaultEither() {
        refusedWithAnotherChoice(
                new Keyring(List.of(temporary.resolve("no-secret-tool").toString())));
    }

    private void refusedWithAnotherChoice(Keyring keyring) {
        StateException refusal =
                catchThrowableOfType(StateException.class, () -> Vault.open(lock, keyring));
        assertThat(refusal.fault()).isEqualTo(Fault.INACCESSIBLE);
        assertThat(refusal).hasMessageContainingAll("libsecret", "key = \"file\"", "passphrase");
        assertThat(lock.directory().vault()).doesNotExist();
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** A session bus with an unlocked keyring. */
    private static final class Desktop implements AutoCloseable {
        private final Process session;
        private final String bus;

        Desktop(Path home) throws IOException {
            assertThat(NEEDED).as("must be installed").allMatch(KeyringTest::isThere);
            ProcessBuilder builder =
                    new ProcessBuilder(
                            "dbus-run-session",
                            "--",
                            "sh",
                            "-c",
                            "printf pw | gnome-keyring-daemon --unlock --components=secrets"
                                    + " >/dev/null; echo \"$DBUS_SESSION_BUS_ADDRESS\"; cat");
            builder.environment().put("HOME", home.toString());
            builder.environment().put("XDG_RUNTIME_DIR", home.toString());
            builder.environment().remove("DISPLAY");
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            session = builder.start();
            bus = session.inputReader(StandardCharsets.UTF_8).readLine();
        }

        Keyring keyring() {
            return new Keyring(
                    List.of(
                            "env",
                            "DBUS_SESSION_BUS_ADDRESS=" + bus,
                            "--unset=DISPLAY",
                            "secret-tool"));
        }

        void lock() throws Exception {
            run(
                    "gdbus",
                    "call",
                    "--session",
                    "--dest=org.freedesktop.secrets",
                    "--object-path=/org/freedesktop/secrets",
                    "--method=org.freedesktop.Secret.Service.Lock",
                    "['/org/freedesktop/secrets/collection/login']");
        }

        void forget() throws Exception {
            run("secret-tool", "clear", "application", "postern");
        }

        long items() throws Exception {
            return run("secret-tool", "search", "--all", "application", "postern")
                    .lines()
                    .filter(line -> line.startsWith("secret ="))
                    .count();
        }

        private String run(String... words) throws Exception {
            ProcessBuilder builder = new ProcessBuilder(words);
            builder.environment().put("DBUS_SESSION_BUS_ADDRESS", bus);
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            Process process = builder.start();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            List<ProcessHandle> started = session.descendants().toList();
            session.getOutputStream().close();
            session.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(late -> session).join();
            session.destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
