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
import java.security.cert.X509Certificate;
import java.util.Collection;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
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
            case Trust.RuntimeAuthorities ignored -> authorities(null);
            case Trust.ExtraAuthority extra -> authorities(withExtra(extra.pemFile()));
            case Trust.Pinned pinned -> new PinnedTrustManager(pinned.sha256());
        };
    }

    private static X509TrustManager authorities(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("the Java runtime has no X.509 trust manager");
    }

    private static KeyStore withExtra(Path pemFile) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int index = 0;
        for (X509Certificate root : authorities(null).getAcceptedIssuers()) {
            store.setCertificateEntry("runtime-" + index++, root);
        }
        Collection<? extends Certificate> extra;
        try (InputStream in = Files.newInputStream(pemFile)) {
            extra = CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
        if (extra.isEmpty()) {
            throw new GeneralSecurityException(pemFile + " holds no certificate in PEM form");
        }
        for (Certificate certificate : extra) {
            store.setCertificateEntry("extra-" + index++, certificate);
        }
        return store;
    }
}
