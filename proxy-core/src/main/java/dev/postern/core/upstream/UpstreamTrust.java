package dev.postern.core.upstream;

import dev.postern.core.account.Trust;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/** Turns a {@link Trust} into who decides on certificates. Reads files: not on an event loop. */
public final class UpstreamTrust {

    private UpstreamTrust() {}

    /**
     * Believes a server's certificate, or throws.
     *
     * @throws IOException if the extra authority's file cannot be read
     * @throws GeneralSecurityException if it holds no certificate
     */
    public static X509TrustManager of(Trust trust) throws IOException, GeneralSecurityException {
        return switch (trust) {
            case Trust.RuntimeAuthorities ignored -> authorities(List.of());
            case Trust.ExtraAuthority extra -> authorities(read(extra.pemFile()));
            case Trust.Pinned pinned -> new PinnedTrustManager(pinned.sha256());
        };
    }

    private static X509TrustManager authorities(List<X509Certificate> extra)
            throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate root : manager(null).getAcceptedIssuers()) {
            anchors.add(new TrustAnchor(root, null));
        }
        for (X509Certificate certificate : extra) {
            anchors.add(new TrustAnchor(certificate, null));
        }
        PKIXBuilderParameters paths = new PKIXBuilderParameters(anchors, new X509CertSelector());
        paths.setRevocationEnabled(false); // it would ask around: see Staples
        paths.addCertPathChecker(new CertificateStrength());
        paths.addCertPathChecker(new AuthorityLimits(extra));
        return new AuthorityTrustManager(manager(new CertPathTrustManagerParameters(paths)));
    }

    /**
     * @param paths which ones hold; null: those to an authority of the runtime
     */
    private static X509ExtendedTrustManager manager(@Nullable ManagerFactoryParameters paths)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        if (paths == null) {
            factory.init((KeyStore) null);
        } else {
            factory.init(paths);
        }
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("the Java runtime has no X.509 trust manager");
    }

    private static List<X509Certificate> read(Path pemFile)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> read = new ArrayList<>();
        try (InputStream in = Files.newInputStream(pemFile)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                read.add((X509Certificate) certificate);
            }
        }
        if (read.isEmpty()) {
            throw new GeneralSecurityException(pemFile + " holds no certificate in PEM form");
        }
        return read;
    }
}
