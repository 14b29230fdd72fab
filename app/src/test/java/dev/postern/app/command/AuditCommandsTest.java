package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a bridge and commands write into the audit log, and the commands that read it. */
final class AuditCommandsTest {
    private static final String REAL = "the real password";

    @TempDir private Path home;
    private Installation postern;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
    }

    private void addAccount(ProviderStandIn provider) {
        postern.addAccount("jo@example.org", REAL, provider);
    }

    private String addApp(String name) {
        return Installation.password(postern.succeed("app", "add", name, "--json"));
    }

    private List<JsonObject> audit(String... options) {
        List<String> arguments = new ArrayList<>(List.of("audit", "--json"));
        arguments.addAll(List.of(options));
        return postern.succeed(arguments.toArray(String[]::new))
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    private List<JsonObject> events(String kind) {
        return audit("--event", kind);
    }

    private static String text(JsonObject line, String key) {
        return line.get(key).getAsString();
    }

    @Test
    void aSessionIsToldFromItsLoginToItsEnd() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            addAccount(provider);
            String password = addApp("reader");
            postern.serve();
            try (MailProgram program = new MailProgram(postern.imapPort())) {
                program.ask("ID (\"name\" \"Pine\" \"version\" \"4.64\" \"os\" NIL)");
                assertThat(program.login("jo@example.org", password)).startsWith("a OK");
                assertThat(program.ask("NOOP")).isEqualTo("a OK done NOOP");
            }
            postern.stop();
        }

        JsonObject login = events("login").getFirst();
        assertThat(text(login, "app")).isEqualTo("reader");
        assertThat(text(login, "account")).isEqualTo("jo");
        assertThat(text(login, "protocol")).isEqualTo("imap");
        assertThat(text(login, "client")).startsWith("127.0.0.1:");
        assertThat(text(login, "tls")).isEmpty();
        assertThat(text(login, "program")).isEqualTo("Pine 4.64");
        JsonObject end = events("session-ended").getFirst();
        assertThat(text(end, "session")).isEqualTo(text(login, "session"));
        assertThat(end.get("sent").getAsLong()).isPositive();
        assertThat(end.get("received").getAsLong()).isPositive();
        assertThat(end.get("seconds").getAsDouble()).isNotNegative();
        assertThat(text(events("bridge-stopped").getFirst(), "time"))
                .isGreaterThanOrEqualTo(text(end, "time"));
        assertThat(postern.run("audit", "verify").out()).contains("The audit log is whole.");
    }

    @Test
    void refusalsNameTheAccountButNotWhatWasTypedInItsPlace() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            addAccount(provider);
            String password = addApp("reader");
            postern.serve();
            try (MailProgram program = new MailProgram(postern.imapPort())) {
                program.login("jo@example.org", "wrong");
                program.login(password, "jo@example.org");
            }

            List<JsonObject> refusals = events("login-refused");
            assertThat(text(refusals.get(0), "account")).isEqualTo("jo");
            assertThat(text(refusals.get(0), "reason")).isEqualTo("unknown-secret");
            assertThat(refusals.get(1).has("account")).isFalse();
            assertThat(text(refusals.get(1), "reason")).isEqualTo("unknown-user");
            assertThat(postern.everythingWritten()).doesNotContain(password).doesNotContain(REAL);
        }
    }

    @Test
    void whatBecomesOfAppsAndAccountsIsToldWithAndWithoutABridge() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            addAccount(provider);
            addApp("reader");
            postern.serve();
            addApp("writer");
            postern.succeed("app", "revoke", "reader");
            postern.succeedWith("another\n", "account", "password", "jo", "--password-stdin");
            postern.stop();
            postern.succeed("app", "revoke", "writer");
        }

        assertThat(events("secret-issued"))
                .extracting(line -> text(line, "app"))
                .containsExactly("reader", "writer");
        assertThat(events("secret-revoked"))
                .extracting(line -> text(line, "app"))
                .containsExactly("reader", "writer");
        assertThat(text(events("secret-revoked").getFirst(), "id"))
                .isEqualTo(text(events("secret-issued").getFirst(), "id"));
        assertThat(events("credential-changed"))
                .extracting(line -> text(line, "change"))
                .containsExactly("password-stored", "password-stored");
        assertThat(audit("--app", "writer")).hasSize(2);
        assertThat(audit("--account", "JO")).hasSize(2);
        assertThat(audit("--since", "1h")).isNotEmpty();
        assertThat(audit("--until", "1h")).isEmpty();
        assertThat(postern.run("audit", "--since", "soon").code()).isEqualTo(2);
        assertThat(postern.succeed("audit")).contains("secret-issued").contains("reader");
    }

    @Test
    void aChangedLineIsFoundWhileTheBridgeRunsAndAfterwards() throws Exception {
        postern.serve();
        assertThat(postern.run("audit", "verify").code()).isZero();
        change();
        assertThat(postern.run("audit", "verify").code()).isEqualTo(6);
        postern.stop();
        Installation.Ran verified = postern.run("audit", "verify", "--json");
        assertThat(verified.code()).isEqualTo(6);
        assertThat(verified.out()).contains("audit-000001.jsonl");
    }

    private void change() throws IOException {
        Path file = postern.state().resolve("audit/audit-000001.jsonl");
        // In place, as the bridge has it open.
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'X'}), 20);
        }
    }

    @Test
    void withoutALogThereIsNothingToFind() {
        assertThat(postern.succeed("audit", "verify")).contains("no audit log yet");
        assertThat(postern.succeed("audit", "verify")).contains("no audit log yet");
        assertThat(audit()).isEmpty();
    }

    @Test
    void theLastUseOfAnAppIsListedAndSurvivesARestart() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            addAccount(provider);
            String password = addApp("reader");
            postern.serve();
            try (MailProgram program = new MailProgram(postern.imapPort())) {
                program.ask("ID (\"name\" \"Pine\")");
                program.login("jo@example.org", password);
                assertThat(postern.succeed("status", "--json")).contains("\"program\": \"Pine\"");
            }
            postern.stop();
        }

        assertThat(postern.succeed("app", "list")).contains("127.0.0.1 Pine");
        assertThat(postern.succeed("app", "list", "--json")).contains("\"program\": \"Pine\"");
    }

    @Test
    void aScanTellsWhichPasswordsWorkAndPrintsNone() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            addAccount(provider);
        }
        String live = addApp("reader");
        String revoked = addApp("writer");
        postern.succeed("app", "revoke", "writer");
        String forged = forged(live);
        Path tree = Files.createDirectories(home.resolve("tree/deep")).getParent();
        Files.writeString(tree.resolve("a.sh"), "one\ntwo\nPASS='" + live + "'\n");
        Files.writeString(tree.resolve("deep/b.txt"), "x" + revoked.toUpperCase(Locale.ROOT));
        Files.writeString(tree.resolve("c.txt"), forged + "\n");
        Files.writeString(tree.resolve("d.bin"), "\0" + live);
        Files.createSymbolicLink(tree.resolve("link"), home.resolve("tree"));
        Files.writeString(
                tree.resolve("long.txt"), "\n".repeat(256 * 1024 - 20) + live + "\nmore\n");

        Installation.Ran stopped = postern.run("scan", tree.toString());
        postern.serve();
        Installation.Ran running = postern.run("scan", tree.toString());

        for (Installation.Ran ran : List.of(stopped, running)) {
            assertThat(ran.code()).isEqualTo(6);
            assertThat(ran.out())
                    .containsPattern("live +reader +[a-z2-7]{8} +.*a\\.sh:3\n")
                    .containsPattern("live +reader +[a-z2-7]{8} +.*long\\.txt:262125\n")
                    .containsPattern("revoked +writer +[a-z2-7]{8} +.*b\\.txt:1\n")
                    .containsPattern("unknown +- +[a-z2-7]{8} +.*c\\.txt:1\n")
                    .contains("4 app passwords in 4 files; 1 binary");
            assertThat(ran.out().toLowerCase(Locale.ROOT)).doesNotContain("pst_");
        }
        assertThat(postern.run("scan", tree.resolve("c.txt").toString()).code()).isZero();
        assertThat(postern.run("scan", tree.resolve("gone").toString()).code()).isEqualTo(1);
        assertThat(postern.run("scan", "--json", tree.toString()).out())
                .contains("\"state\": \"live\"")
                .doesNotContain("pst_");
    }

    /** With the right form and checksum, and the id of a live one, by somebody else. */
    private static String forged(String live) {
        byte[] octets = decoded(live.substring("pst_".length()));
        octets[10] ^= 1;
        byte[] sum = sha256(Arrays.copyOf(octets, 22));
        System.arraycopy(sum, 0, octets, 22, 3);
        return "pst_" + encoded(octets);
    }

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private static byte[] decoded(String text) {
        BigInteger number = BigInteger.ONE;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            number = number.shiftLeft(5).add(BigInteger.valueOf(digit));
        }
        byte[] octets = number.toByteArray();
        return Arrays.copyOfRange(octets, octets.length - 25, octets.length);
    }

    private static String encoded(byte[] octets) {
        BigInteger number = new BigInteger(1, octets);
        StringBuilder text = new StringBuilder();
        for (int i = octets.length * 8 / 5 - 1; i >= 0; i--) {
            text.append(ALPHABET.charAt(number.shiftRight(5 * i).intValue() & 31));
        }
        return text.toString();
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
