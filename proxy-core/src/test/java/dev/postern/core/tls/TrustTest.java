package dev.postern.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLHandshakeException;

/** Whom others believe, of what the local authority signs. Needs {@code openssl} on the PATH. */
@Timeout(60)
final class TrustTest {

    private final Instant now = Instant.now();
    private static final Duration YEAR = Duration.ofDays(397);

    private final CertificateMaker maker = new CertificateMaker();
    private final Issuer root = maker.root("Test root", now, Duration.ofDays(3650));
    private final Issuer intermediate = maker.intermediate(root, "Test intermediate", now);

    @TempDir Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::1"})
    void aTlsClientBelievesTheLoopbackNames(String host) throws Exception {
        JdkClient client = new JdkClient(root.certificate());

        assertThatCode(() -> client.shakeHands(shown(loopbackLeaf()), host))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "127.0.0.2", "mail.localhost"})
    void aTlsClientBelievesNoOtherName(String host) throws Exception {
        JdkClient client = new JdkClient(root.certificate());

        assertThatThrownBy(() -> client.shakeHands(shown(loopbackLeaf()), host))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void thePathOfALeafIsValid() {
        assertThatCode(() -> validate(loopbackLeaf())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"2, example.org", "7, 192.0.2.1", "7, 2001:db8::1", "7, 128.0.0.1"})
    void thePathOfALeafForAnythingElseBreaksTheConstraints(int kind, String name) {
        assertThatThrownBy(() -> validate(leafFor(new GeneralName(kind, name))))
                .isInstanceOf(CertPathValidatorException.class)
                .hasMessageContaining("name constraints");
    }

    @Test
    void theIntermediateCannotMakeAnotherAuthority() {
        Issuer another = maker.intermediate(intermediate, "Another", now);
        Issuer leaf = maker.leaf(another, now, YEAR);

        assertThatThrownBy(() -> validate(leaf, another, intermediate))
                .isInstanceOf(CertPathValidatorException.class)
                .hasMessageContaining("pathLenConstraint violated");
    }

    @ParameterizedTest
    @CsvSource({"-verify_hostname, localhost", "-verify_ip, 127.0.0.1", "-verify_ip, ::1"})
    void opensslBelievesALeafInStrictMode(String check, String name) throws Exception {
        assertThat(openssl(loopbackLeaf(), check, name)).endsWith("leaf.pem: OK\n");
    }

    @Test
    void opensslRefusesALeafForAnotherName() throws Exception {
        Issuer leaf = leafFor(new GeneralName(GeneralName.dNSName, "example.org"));

        assertThat(openssl(leaf, "-verify_hostname", "example.org"))
                .contains("permitted subtree violation");
    }

    private Issuer loopbackLeaf() {
        return maker.leaf(intermediate, now, YEAR);
    }

    private Issuer leafFor(GeneralName name) {
        return maker.leaf(intermediate, now, YEAR, "somebody else", name);
    }

    private LeafCertificate shown(Issuer leaf) {
        return new LeafCertificate(
                leaf.key(), List.of(leaf.certificate(), intermediate.certificate()));
    }

    private void validate(Issuer leaf) throws Exception {
        validate(leaf, intermediate);
    }

    private void validate(Issuer... path) throws Exception {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Issuer issuer : path) {
            certificates.add(issuer.certificate());
        }
        PKIXParameters parameters =
                new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(certificates),
                        parameters);
    }

    private String openssl(Issuer leaf, String... check) throws Exception {
        List<String> words =
                new ArrayList<>(
                        List.of("openssl", "verify", "-x509_strict", "-purpose", "sslserver"));
        words.addAll(List.of(check));
        words.addAll(List.of("-CAfile", written("root.pem", root)));
        words.addAll(List.of("-untrusted", written("intermediate.pem", intermediate)));
        words.add(written("leaf.pem", leaf));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (InputStream said = process.getInputStream()) {
            String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    private String written(String name, Issuer issuer) throws Exception {
        return write(name, Pem.of(Pem.CERTIFICATE, issuer.certificate().getEncoded()));
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(temporary.resolve(name), text).toString();
    }
}
