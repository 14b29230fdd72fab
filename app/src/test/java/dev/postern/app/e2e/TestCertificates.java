package dev.postern.app.e2e;

import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.server.ListenerTls;
import dev.postern.core.server.TlsVersions;
import dev.postern.core.testing.TestAuthority;
import dev.postern.core.tls.LeafCertificate;

import io.netty.handler.ssl.SslProvider;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@link TestBridge} shows its clients, and believes about providers. */
final class TestCertificates {

    private static final TestAuthority.Identity IDENTITY =
            TestBridge.AUTHORITY.identity("localhost");

    private TestCertificates() {}

    /** The authority's file, which lives as long as the tests. */
    private static final class AuthorityFile {
        private static final Path PEM =
                TestBridge.AUTHORITY.writePem(new TemporaryDirectory().path());

        static {
            PEM.getParent().toFile().deleteOnExit();
            PEM.toFile().deleteOnExit(); // last registered, first deleted
        }
    }

    /** Where a provider is that shows a certificate of the tests' authority. */
    static Upstream upstream(int port, UpstreamTls tls) {
        return new Upstream(
                "localhost",
                port,
                tls,
                new Trust.ExtraAuthority(AuthorityFile.PEM),
                TestBridge.USER,
                Optional.empty());
    }

    /** That of the authority in which such an upstream is believed. */
    static Path authorityFile() {
        return AuthorityFile.PEM;
    }

    static ListenerTls listener(SslProvider provider) {
        try {
            return new ListenerTls(
                    provider,
                    TlsVersions.CURRENT,
                    new LeafCertificate(IDENTITY.key(), List.of(IDENTITY.certificate())));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
