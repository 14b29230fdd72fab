package dev.postern.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.server.TlsVersions;
import dev.postern.core.state.StateDirectory;
import dev.postern.core.tls.LeafCertificate;

import io.netty.handler.ssl.SslProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Clients believe the certificates, so these begin in the past and end today. */
class LocalCertificateTest {
    private static final Duration UNTIL_DUE = Duration.ofDays(265);

    @TempDir private Path home;

    private final Instant start = Instant.now().minus(UNTIL_DUE).minus(Duration.ofHours(2));
    private final MovableClock clock = new MovableClock(start);

    @ParameterizedTest
    @EnumSource(
            value = SslProvider.class,
            names = {"OPENSSL_REFCNT", "JDK"})
    void aConnectionAfterTheRenewalIsShownTheNewCertificate(SslProvider tls) throws Exception {
        try (OpenListener listener = listener(tls)) {
            X509Certificate before = shown(listener);
            clock.advance(UNTIL_DUE);
            listener.refresh();
            assertThat(shown(listener).getNotAfter()).isAfter(before.getNotAfter());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SslProvider.class,
            names = {"OPENSSL_REFCNT", "JDK"})
    void aRenewalDisturbsNoConnection(SslProvider tls) throws Exception {
        try (OpenListener listener = listener(tls);
                TlsClient client = new TlsClient(listener.root(start), listener.port())) {
            clock.advance(UNTIL_DUE);
            listener.refresh();
            listener.refresh();
            assertThat(client.ask("NOOP")).startsWith("a OK");
        }
    }

    @Test
    void aCertificateIsNotRenewedBeforeTwoThirdsOfItsLife() throws Exception {
        try (OpenListener listener = listener(SslProvider.OPENSSL_REFCNT)) {
            X509Certificate before = shown(listener);
            clock.advance(UNTIL_DUE.minusDays(2));
            listener.refresh();
            assertThat(shown(listener)).isEqualTo(before);
        }
    }

    @Test
    void aRenewalThatFailsLeavesTheCertificateAndIsTriedAgain() throws Exception {
        AtomicBoolean diskIsFull = new AtomicBoolean();
        Path file = Files.createFile(home.resolve("file"));
        Function<Function<Instant, LeafCertificate>, Function<Instant, LeafCertificate>> disk =
                issue ->
                        now -> {
                            if (diskIsFull.get()) {
                                StateDirectory.open(file); // throws
                            }
                            return issue.apply(now);
                        };
        try (OpenListener listener =
                new OpenListener(
                        home,
                        SslProvider.OPENSSL_REFCNT,
                        clock,
                        TlsVersions.CURRENT,
                        Optional.empty(),
                        disk)) {
            X509Certificate before = shown(listener);
            clock.advance(UNTIL_DUE);
            diskIsFull.set(true);
            listener.refresh();
            assertThat(shown(listener)).isEqualTo(before);
            diskIsFull.set(false);
            clock.advance(Duration.ofHours(1));
            listener.refresh();
            assertThat(shown(listener)).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {365, -365, 4000, -4000})
    void aClockThatIsSetRightAgainBringsBackTheAuthorityThatClientsTrust(int days)
            throws Exception {
        // Today, since clients look at the real clock.
        MovableClock wrong = new MovableClock(Instant.now());
        try (OpenListener listener =
                new OpenListener(
                        home, SslProvider.JDK, wrong, TlsVersions.CURRENT, Optional.empty())) {
            X509Certificate trusted = listener.root(wrong.instant());
            wrong.advance(Duration.ofDays(days));
            listener.refresh();
            wrong.advance(Duration.ofDays(-days).plusMinutes(10));
            listener.refresh();
            try (TlsClient client = new TlsClient(trusted, listener.port())) {
                assertThat(client.shown().getNotBefore().toInstant()).isBefore(Instant.now());
            }
        }
    }

    private OpenListener listener(SslProvider tls) throws Exception {
        return new OpenListener(home, tls, clock, TlsVersions.CURRENT, Optional.empty());
    }

    private X509Certificate shown(OpenListener listener) throws Exception {
        try (TlsClient client = new TlsClient(listener.root(start), listener.port())) {
            return client.shown();
        }
    }
}
