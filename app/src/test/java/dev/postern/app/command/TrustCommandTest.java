package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;

class TrustCommandTest {
    @TempDir private Path home;
    private Installation postern;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
    }

    @Test
    void theRootIsMadeOnFirstUse() {
        postern.succeed("trust");
        assertThat(root()).isRegularFile();
    }

    @Test
    void itShowsFileAndFingerprintOfTheRoot() throws Exception {
        assertThat(postern.succeed("trust")).contains(root().toString(), fingerprint());
    }

    @Test
    void pemIsTheCertificateAndNothingElse() throws Exception {
        assertThat(postern.succeed("trust", "--pem")).isEqualTo(Files.readString(root()));
    }

    @Test
    void jsonIsForScripts() throws Exception {
        JsonObject json =
                JsonParser.parseString(postern.succeed("trust", "--json")).getAsJsonObject();
        assertThat(json.get("file").getAsString()).isEqualTo(root().toString());
        assertThat(json.get("sha256").getAsString()).isEqualTo(fingerprint());
        assertThat(json.get("pem").getAsString()).isEqualTo(Files.readString(root()));
        assertThat(json.getAsJsonArray("instructions")).hasSizeGreaterThan(10);
    }

    @Test
    void oneProgramsInstructionsCanBeHadAlone() {
        assertThat(postern.succeed("trust", "msmtp"))
                .contains("tls_trust_file " + root())
                .doesNotContain("keytool");
    }

    @Test
    void anUnknownProgramIsToldWhichAreKnown() {
        Installation.Ran ran = postern.run("trust", "pine");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("thunderbird, firefox, java, mutt", root().toString());
    }

    @Test
    void installingAndUninstallingExcludeEachOther() {
        assertThat(postern.run("trust", "--install", "--uninstall").code())
                .isEqualTo(ExitCode.USAGE.number());
    }

    private Path root() {
        return postern.state().resolve("local-root.pem");
    }

    private String fingerprint() throws Exception {
        byte[] pem = Files.readString(root()).getBytes(StandardCharsets.US_ASCII);
        byte[] der =
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem))
                        .getEncoded();
        return HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    }
}
