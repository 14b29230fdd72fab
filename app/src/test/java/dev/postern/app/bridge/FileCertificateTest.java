package dev.postern.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.postern.core.server.ListenerSpec.CertificateFiles;
import dev.postern.core.server.TlsVersions;
import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.TestAuthority.Identity;

import io.netty.handler.ssl.SslProvider;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

class FileCertificateTest {
    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final Identity FIRST = AUTHORITY.identity("localhost", "127.0.0.1");
    private static final Identity SECOND = AUTHORITY.identity("localhost", "127.0.0.1");

    @TempDir private Path home;
    private Path chain;
    private Path key;

    @BeforeEach
    void writeTheFirst() throws Exception {
        chain = home.resolve("chain.pem");
        key = home.resolve("key.pem");
        writeChain(FIRST);
        writeKey(FIRST);
    }

    private final Logger logger = (Logger) LoggerFactory.getLogger(FileCertificate.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(logged);
    }

    @Test
    void aChangedPairIsShownToNewConnectionsOnly() throws Exception {
        try (OpenListener listener = listener();
                TlsClient before = new TlsClient(root(), listener.port())) {
            writeChain(SECOND);
            writeKey(SECOND);
            settle(listener);
            assertThat(shown(listener)).isEqualTo(SECOND.certificate());
            assertThat(before.ask("NOOP")).startsWith("a OK");
        }
    }

    @Test
    void aPairThatDoesNotFitIsReportedAndTheOneBeforeStays() throws Exception {
        try (OpenListener listener = listener()) {
            writeChain(SECOND);
            settle(listener);
            assertThat(shown(listener)).isEqualTo(FIRST.certificate());
            assertThat(logged.list)
                    .singleElement()
                    .extracting(event -> event.getKeyValuePairs().toString())
                    .asString()
                    .contains("the key is not that of the first certificate", key.toString());
        }
    }

    @Test
    void aPairThatWasBrokenIsTakenOnceItIsWhole() throws Exception {
        try (OpenListener listener = listener()) {
            writeChain(SECOND);
            settle(listener);
            writeKey(SECOND);
            settle(listener);
            assertThat(shown(listener)).isEqualTo(SECOND.certificate());
        }
    }

    @Test
    void filesThatAreGoneDisturbNobody() throws Exception {
        try (OpenListener listener = listener()) {
            Files.delete(key);
            settle(listener);
            assertThat(shown(listener)).isEqualTo(FIRST.certificate());
        }
    }

    @Test
    void aPairThatIsBeingWrittenIsLeftAloneUntilItSettles() throws Exception {
        try (OpenListener listener = listener()) {
            writeKey(SECOND);
            listener.refresh();
            writeChain(SECOND);
            settle(listener);
            assertThat(shown(listener)).isEqualTo(SECOND.certificate());
            assertThat(logged.list).noneMatch(event -> event.getLevel() == Level.WARN);
        }
    }

    @Test
    void aBridgeDoesNotStartWithAKeyOfAnotherCertificate() throws Exception {
        writeKey(SECOND);
        assertThatThrownBy(this::listener)
                .isInstanceOf(BridgeException.class)
                .hasMessageContaining("the key is not that of the first certificate")
                .hasMessageContaining(chain.toString());
    }

    @Test
    void aBridgeDoesNotStartWithAnEmptyCertificate() throws Exception {
        Files.writeString(chain, "");
        assertThatThrownBy(this::listener)
                .isInstanceOf(BridgeException.class)
                .hasMessageContaining("no BEGIN CERTIFICATE");
    }

    /** Until the bridge has seen twice that the files are as they are. */
    private static void settle(OpenListener listener) {
        listener.refresh();
        listener.refresh();
    }

    private OpenListener listener() throws Exception {
        return new OpenListener(
                home,
                SslProvider.OPENSSL_REFCNT,
                Clock.systemUTC(),
                TlsVersions.CURRENT,
                Optional.of(new CertificateFiles(chain, key)));
    }

    private X509Certificate shown(OpenListener listener) throws Exception {
        try (TlsClient client = new TlsClient(root(), listener.port())) {
            return client.shown();
        }
    }

    private X509Certificate root() throws Exception {
        try (InputStream in = Files.newInputStream(AUTHORITY.writePem(home))) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private void writeChain(Identity identity) throws Exception {
        replace(chain, "CERTIFICATE", identity.certificate().getEncoded());
    }

    private void writeKey(Identity identity) throws Exception {
        replace(key, "PRIVATE KEY", identity.key().getEncoded());
    }

    /** Another file each time, so that no clock decides whether it has changed. */
    private void replace(Path file, String label, byte[] der) throws IOException {
        Path next = Files.createTempFile(home, "next", ".pem");
        Files.writeString(
                next,
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(label, Base64.getMimeEncoder().encodeToString(der), label));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
