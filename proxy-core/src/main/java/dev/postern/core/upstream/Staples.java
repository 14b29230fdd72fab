package dev.postern.core.upstream;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;

import org.bouncycastle.cert.ocsp.OCSPResp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

/**
 * What a server brings along of its authority about revocation (OCSP stapling, RFC 6066 8, RFC 8446
 * 4.4.2.1). Nothing is ever fetched: that would tell others, unencrypted, when and where somebody
 * reads mail, hold up an event loop, and be of no use against who can hold back an answer.
 */
final class Staples {

    /** RFC 7633: the certificate says that it comes with a staple, or is not to be believed. */
    private static final String MUST_STAPLE = "1.3.6.1.5.5.7.1.24";

    private final Collection<X509Certificate> authorities;

    /**
     * @param authorities those that are trusted
     */
    Staples(Collection<X509Certificate> authorities) {
        this.authorities = authorities;
    }

    /**
     * Returns if no staple says that a certificate was revoked, none is doubtful, and none is
     * missing that has to be there.
     *
     * @param chain is otherwise believed
     * @param staples in the order of the chain
     */
    void check(X509Certificate[] chain, List<byte[]> staples) throws CertificateException {
        for (int i = 0; i < chain.length; i++) {
            Optional<byte[]> staple =
                    i < staples.size() ? Optional.of(staples.get(i)) : Optional.empty();
            if (staple.filter(Staples::isAnAnswer).isPresent()) {
                verify(chain[i], staple.get(), chain);
            } else if (i == 0 && chain[0].getExtensionValue(MUST_STAPLE) != null) {
                throw new CertificateException(
                        "the server's certificate must come with a proof that it was not revoked"
                                + " (must-staple), and came without");
            }
        }
    }

    /** What came with a handshake; BoringSSL asks for the server's own only. */
    static List<byte[]> of(SSLEngine engine) {
        if (engine instanceof ReferenceCountedOpenSslEngine openSsl) {
            byte[] staple = OpenSsl.isOcspSupported() ? openSsl.getOcspResponse() : null;
            return staple == null ? List.of() : List.of(staple);
        }
        return of(engine.getHandshakeSession());
    }

    static List<byte[]> of(SSLSession handshake) {
        return handshake instanceof ExtendedSSLSession session
                ? session.getStatusResponses()
                : List.of();
    }

    /**
     * Whether it says anything: a server whose authority was down when it asked passes on "try
     * later", and who has something to hide could just as well pass on nothing.
     */
    private static boolean isAnAnswer(byte[] staple) {
        try {
            return staple.length > 0 && new OCSPResp(staple).getStatus() == OCSPResp.SUCCESSFUL;
        } catch (IOException damaged) {
            return true; // whoever verifies it says so
        }
    }

    private void verify(X509Certificate certificate, byte[] staple, X509Certificate[] chain)
            throws CertificateException {
        try {
            CertPath path =
                    CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
            CertPathValidator validator = CertPathValidator.getInstance("PKIX");
            PKIXRevocationChecker revocation =
                    (PKIXRevocationChecker) validator.getRevocationChecker();
            revocation.setOptions(
                    Set.of(
                            PKIXRevocationChecker.Option.ONLY_END_ENTITY,
                            PKIXRevocationChecker.Option.NO_FALLBACK));
            revocation.setOcspResponses(Map.of(certificate, staple));
            PKIXParameters parameters =
                    new PKIXParameters(Set.of(new TrustAnchor(issuer(certificate, chain), null)));
            parameters.setRevocationEnabled(false); // what was added below does it
            parameters.addCertPathChecker(revocation);
            validator.validate(path, parameters);
        } catch (GeneralSecurityException refused) {
            throw new CertificateException(
                    "the proof that the certificate of %s was not revoked does not hold: %s"
                            .formatted(certificate.getSubjectX500Principal(), refused.getMessage()),
                    refused);
        }
    }

    private X509Certificate issuer(X509Certificate certificate, X509Certificate[] chain)
            throws CertificateException {
        List<X509Certificate> candidates = new ArrayList<>(Arrays.asList(chain));
        candidates.addAll(authorities);
        for (X509Certificate candidate : candidates) {
            if (candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
                try {
                    certificate.verify(candidate.getPublicKey());
                    return candidate;
                } catch (GeneralSecurityException another) {
                    // Of the same name.
                }
            }
        }
        throw new CertificateException("nobody is known who issued it");
    }
}
