package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The commands about the vault, with a bridge and without. */
class VaultCommandsTest {
    private static final String REAL = "the real password";
    private static final String PASSPHRASE = "four words that rhyme not";

    @TempDir private Path home;
    private Installation postern;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home.resolve("here"));
        postern.succeed("init");
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
    }

    private void addAccount(ProviderStandIn provider) {
        postern.addAccount("jo@example.org", REAL, provider);
    }

    private String addApp() {
        return Installation.password(postern.succeed("app", "add", "reader", "--json"));
    }

    private static void logsIn(Installation at, String password) throws Exception {
        at.loggedIn("jo@example.org", password).close();
    }

    private String key() {
        return JsonParser.parseString(postern.succeed("vault", "status", "--json"))
                .getAsJsonObject()
                .get("key")
                .getAsString();
    }

    @Test
    void statusSaysWhereTheKeyIsAndCountsSecretsWithoutNamingThem() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            addAccount(provider);
            assertThat(postern.succeed("vault", "status"))
                    .contains(
                            postern.state().resolve("vault").toString(),
                            "file: " + postern.keys().resolve("vault.key"),
                            "1  password",
                            "1  verifier-key")
                    .doesNotContain("jo", REAL);
        }
    }

    @Test
    void aNewKeyWhileTheBridgeRunsDisturbsNobody() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            addAccount(provider);
            String password = addApp();
            byte[] before = Files.readAllBytes(postern.keys().resolve("vault.key"));
            postern.serve();
            try (MailProgram program = postern.loggedIn("jo@example.org", password)) {
                postern.succeed("vault", "rekey");
                assertThat(program.ask("NOOP")).isEqualTo("a OK done NOOP");
            }
            assertThat(Files.readAllBytes(postern.keys().resolve("vault.key")))
                    .isNotEqualTo(before);
            assertThat(postern.keys().resolve("vault.key.next")).doesNotExist();
            postern.stop();
            postern.serve();
            logsIn(postern, password);
        }
    }

    /** Defect 15, 21. */
    @Test
    void underAPassphraseTheRightOneOpensAndAnotherChangesNothing() throws Exception {
        postern.succeedWith(
                PASSPHRASE + "\n",
                "vault",
                "rekey",
                "--to",
                "passphrase",
                "--new-passphrase-fd",
                "0");
        assertThat(postern.keys().resolve("vault.key")).doesNotExist();
        byte[] sealed = Files.readAllBytes(postern.state().resolve("vault"));

        Installation.Ran wrong =
                postern.runWith("another passphrase\n", "vault", "status", "--passphrase-fd", "0");
        assertThat(wrong.code()).isEqualTo(ExitCode.STATE.number());
        assertThat(wrong.err()).contains("not the passphrase");
        assertThat(postern.run("serve").code()).isEqualTo(ExitCode.STATE.number());
        assertThat(Files.readAllBytes(postern.state().resolve("vault"))).isEqualTo(sealed);
        assertThat(
                        postern.succeedWith(
                                PASSPHRASE + "\n", "vault", "status", "--passphrase-fd", "0"))
                .contains("passphrase");
    }

    @Test
    void whileTheBridgeRunsNoCommandAsksForThePassphrase() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            postern.serve();
            postern.succeedWith(
                    PASSPHRASE + "\n",
                    "vault",
                    "rekey",
                    "--to",
                    "passphrase",
                    "--new-passphrase-fd",
                    "0");
            addAccount(provider);
            logsIn(postern, addApp());
            assertThat(key()).isEqualTo("passphrase");
        }
    }

    @Test
    void aPassphraseWithNobodyToAskIsMissedWithTheOptionThatHelps() {
        Installation.Ran ran = postern.run("vault", "rekey", "--to", "passphrase");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("--new-passphrase-fd");
        assertThat(key()).isEqualTo("file");
    }

    @Test
    void aKeyForSystemdComesFromItsOwnCommand() {
        String printed = postern.succeed("vault", "key");
        postern.succeedWith(printed, "vault", "rekey", "--to", "systemd", "--key-stdin");

        Installation.Ran without = postern.run("vault", "status");
        assertThat(without.code()).isEqualTo(ExitCode.STATE.number());
        assertThat(without.err()).contains("postern-vault-key");
        assertThat(postern.keys().resolve("vault.key")).doesNotExist();
    }

    @Test
    void withoutACredentialTheVaultKeepsItsKey() {
        Installation.Ran ran = postern.run("vault", "rekey", "--to", "systemd");
        assertThat(ran.code()).isEqualTo(ExitCode.STATE.number());
        assertThat(ran.err()).contains("LoadCredential");
        assertThat(key()).isEqualTo("file");
    }

    @Test
    void aMovedBridgeLetsTheSameAppPasswordsIn() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            addAccount(provider);
            String password = addApp();
            postern.serve();
            Path export = export();
            postern.stop();

            Installation there = Installation.in(home.resolve("there"));
            copyConfiguration(there);
            there.succeed("init");
            assertThat(importThere(there, export).out())
                    .contains(
                            "taken  password/jo", "taken  verifier-key", "kept   local-authority");
            there.serve();
            try {
                logsIn(there, password);
                assertThat(provider.passwordsShown()).containsExactly(REAL);
            } finally {
                there.stop();
            }
        }
    }

    @Test
    void anExportIsForItsOwnerOnlyAndOverwritesNothing() throws Exception {
        Path export = export();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(export)))
                .isEqualTo("rw-------");
        byte[] written = Files.readAllBytes(export);

        Installation.Ran again =
                postern.runWith(
                        PASSPHRASE + "\n",
                        "vault",
                        "export",
                        export.toString(),
                        "--export-passphrase-fd",
                        "0");
        assertThat(again.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(Files.readAllBytes(export)).isEqualTo(written);
    }

    @Test
    void nothingIsImportedBehindTheBackOfARunningBridge() throws Exception {
        Path export = export();
        postern.serve();
        assertThat(
                        postern.runWith(
                                        PASSPHRASE + "\n",
                                        "vault",
                                        "import",
                                        export.toString(),
                                        "--export-passphrase-fd",
                                        "0")
                                .err())
                .contains("Stop it");
    }

    private Path export() {
        Path file = home.resolve("export");
        postern.succeedWith(
                PASSPHRASE + "\n",
                "vault",
                "export",
                file.toString(),
                "--export-passphrase-fd",
                "0");
        return file;
    }

    private static Installation.Ran importThere(Installation at, Path file, String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of("vault", "import", file.toString(), "--export-passphrase-fd", "0"));
        words.addAll(Arrays.asList(more));
        Installation.Ran ran = at.runWith(PASSPHRASE + "\n", words.toArray(String[]::new));
        assertThat(ran.code()).as("%s", ran).isZero();
        return ran;
    }

    private void copyConfiguration(Installation there) throws IOException {
        for (String directory : List.of("accounts.d", "apps.d")) {
            try (var files = Files.list(postern.configuration().resolve(directory))) {
                for (Path file : files.toList()) {
                    there.write(directory + "/" + file.getFileName(), Files.readString(file));
                }
            }
        }
    }
}
