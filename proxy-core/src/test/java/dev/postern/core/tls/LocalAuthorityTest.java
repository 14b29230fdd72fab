package dev.postern.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.state.KeyFile;
import dev.postern.core.state.StateDirectory;
import dev.postern.core.state.StateLock;
import dev.postern.core.state.Vault;
import dev.postern.core.testing.log.LogRecorder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SignatureException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

final class LocalAuthorityTest {

    private final Instant now = Instant.now();
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

    @TempDir Path temporary;

    private StateLock lock;
    private Vault vault;

    @BeforeEach
    void openTheVault() {
        lock = StateLock.acquire(StateDirectory.open(temporary.resolve("state")));
        vault = Vault.open(lock, new KeyFile(temporary.resolve("data/vault.key")));
    }

    @AfterEach
    void leaveTheLock() {
        lock.close();
    }

    @Test
    void theAuthorityIsTheSameAfterARestart() {
        LocalAuthority first = open(now);
        LeafCertificate leaf = open(now).issue(now);

        assertThat(open(now).root()).isEqualTo(first.root());
        assertThatCode(() -> new JdkClient(first.root()).shakeHands(leaf, "localhost"))
                .doesNotThrowAnyException();
    }

    @Test
    void anAuthorityWhoseTimeIsOverIsReplaced() {
        LocalAuthority old = open(now.minus(Duration.ofDays(3651)));

        assertThat(open(now).root()).isNotEqualTo(old.root());
    }

    @Test
    void anAuthorityThatAWrongClockHasReplacedIsBackWhenTheClockIsRight() throws Exception {
        LocalAuthority trusted = open(now);
        for (int days : new int[] {4000, -4000}) {
            LocalAuthority meanwhile = open(now.plus(Duration.ofDays(days)));
            assertThat(meanwhile.root()).isNotEqualTo(trusted.root());
            assertThat(open(now.plus(Duration.ofDays(days))).root()).isEqualTo(meanwhile.root());
        }

        LocalAuthority again = open(now.plus(Duration.ofDays(1)));
        assertThat(again.root()).isEqualTo(trusted.root());
        assertThat(rootFile()).hasContent(pem(trusted.root()));
        assertThatCode(() ->
                        new JdkClient(trusted.root()).shakeHands(again.issue(now), "localhost"))
                .doesNotThrowAnyException();
    }

    @Test
    void noMoreThanAFewAuthoritiesAreKept() {
        for (int years = 0; years < 100; years += 11) {
            open(now.plus(Duration.ofDays(366L * years)));
        }
        String stored = vault.authority().orElseThrow().revealText();

        assertThat(Pem.all(Pem.PRIVATE_KEY, stored)).hasSize(4);
    }

    @Test
    void theRootIsWrittenForPeopleToTrust() throws Exception {
        LocalAuthority authority = open(now);

        assertThat(rootFile()).hasContent(pem(authority.root()));
        assertThat(authority.root().getSubjectX500Principal().getName())
                .contains("Postern local root (");
    }

    @Test
    void aRootFileThatWasLostIsWrittenAgain() throws Exception {
        LocalAuthority authority = open(now);
        Files.delete(rootFile());
        open(now);

        assertThat(rootFile()).hasContent(pem(authority.root()));
    }

    @Test
    void aLeafIsNoAuthorityAndLivesAYear() throws Exception { // defect 22
        X509Certificate leaf = open(now).issue(now).chain().getFirst();
        Duration life =
                Duration.between(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());

        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(life).isLessThan(Duration.ofDays(397)).isGreaterThan(Duration.ofDays(396));
        assertThat(leaf.getExtendedKeyUsage()).containsExactly(SERVER_AUTH);
        assertThat(leaf.getNotBefore().toInstant()).isBefore(now.minus(Duration.ofHours(23)));
    }

    @Test
    void aLeafHasTheLoopbackNames() throws Exception { // defect 22
        X509Certificate leaf = open(now).issue(now).chain().getFirst();

        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "localhost"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1"));
    }

    @Test
    void noTwoLeavesShareASerialNumberOrAKey() {
        LocalAuthority authority = open(now);
        X509Certificate one = authority.issue(now).chain().getFirst();
        X509Certificate other = authority.issue(now).chain().getFirst();

        assertThat(one.getSerialNumber()).isNotEqualTo(other.getSerialNumber());
        assertThat(one.getPublicKey()).isNotEqualTo(other.getPublicKey());
    }

    @Test
    void aLeafEndsNoLaterThanItsIssuer() {
        LocalAuthority authority = open(now);
        Instant late = authority.expires().minus(Duration.ofDays(10));

        assertThat(authority.issue(late).expires()).isEqualTo(authority.expires());
    }

    @Test
    void theIntermediateIsCriticallyConstrained() throws Exception {
        X509Certificate intermediate = open(now).issue(now).chain().getLast();

        assertThat(intermediate.getCriticalExtensionOIDs())
                .as("basic constraints, key usage, name constraints")
                .isEqualTo(Set.of("2.5.29.19", "2.5.29.15", "2.5.29.30"));
        assertThat(intermediate.getBasicConstraints()).isZero();
        assertThat(intermediate.getExtendedKeyUsage()).containsExactly(SERVER_AUTH);
    }

    @Test
    void theStoredKeyIsNotTheRoots() throws Exception {
        LocalAuthority authority = open(now);
        String stored = vault.authority().orElseThrow().revealText();
        assertThat(Pem.all(Pem.PRIVATE_KEY, stored)).hasSize(1);

        LeafCertificate leaf = authority.issue(now);
        leaf.chain().getFirst().verify(leaf.chain().getLast().getPublicKey());
        assertThatThrownBy(() -> leaf.chain().getFirst().verify(authority.root().getPublicKey()))
                .isInstanceOf(SignatureException.class);
    }

    @Test
    void noKeyIsInFilesOrLogsOrText() throws Exception { // defect 23
        LocalAuthority authority = open(now);
        LeafCertificate leaf = authority.issue(now);
        String stored = vault.authority().orElseThrow().revealText();
        String key =
                Base64.getEncoder()
                        .encodeToString(Pem.all(Pem.PRIVATE_KEY, stored).getFirst())
                        .substring(40, 80);

        assertThat(Files.readString(rootFile())).doesNotContain("PRIVATE");
        assertThat(LogRecorder.lines()).noneMatch(line -> line.contains(key));
        assertThat(leaf.toString()).startsWith("LeafCertificate[serial=");
    }

    private LocalAuthority open(Instant now) {
        return LocalAuthority.open(vault, lock.directory(), now);
    }

    private Path rootFile() {
        return lock.directory().rootCertificate();
    }

    private static String pem(X509Certificate certificate) throws CertificateEncodingException {
        return Pem.of(Pem.CERTIFICATE, certificate.getEncoded());
    }
}
