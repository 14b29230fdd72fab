package dev.postern.core.upstream;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PSSParameterSpec;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses keys and signatures that can be forged, below the trusted certificate, which nobody has
 * to sign. The Java runtime lets RSA keys of 1024 bits pass, and SHA-1 if the authority is none of
 * its own.
 */
final class CertificateStrength extends PKIXCertPathChecker {

    /** NIST SP 800-57 part 1: 112 bits of strength. */
    private static final int SHORTEST_RSA = 2048;

    /** The same, in its smallest curve that anybody uses. */
    private static final int SHORTEST_EC = 256;

    @Override
    public void init(boolean forward) {
        // Each certificate is looked at by itself.
    }

    @Override
    public boolean isForwardCheckingSupported() {
        return true;
    }

    @Override
    public Set<String> getSupportedExtensions() {
        return Set.of();
    }

    @Override
    public void check(Certificate certificate, Collection<String> unresolvedCriticalExtensions)
            throws CertPathValidatorException {
        if (certificate instanceof X509Certificate x509) {
            check(x509);
        }
    }

    static void check(X509Certificate certificate) throws CertPathValidatorException {
        PublicKey key = certificate.getPublicKey();
        int bits =
                switch (key) {
                    case RSAKey rsa -> rsa.getModulus().bitLength();
                    case ECKey ec -> ec.getParams().getCurve().getField().getFieldSize();
                    default -> Integer.MAX_VALUE;
                };
        int shortest = key instanceof RSAKey ? SHORTEST_RSA : SHORTEST_EC;
        if (bits < shortest) {
            throw refused(
                    certificate,
                    "has a key of %s with %d bits, and one of %d at least was expected"
                            .formatted(key.getAlgorithm(), bits, shortest));
        }
        String digest = digest(certificate).replace("-", "").toUpperCase(Locale.ROOT);
        if (digest.contains("SHA1") || digest.contains("MD5") || digest.contains("MD2")) {
            throw refused(
                    certificate,
                    "is signed with %s, which can be forged; SHA-256 or better was expected"
                            .formatted(digest(certificate)));
        }
    }

    /** For RSASSA-PSS it stands in the parameters, else in the name of the algorithm. */
    private static String digest(X509Certificate certificate) throws CertPathValidatorException {
        byte[] encoded = certificate.getSigAlgParams();
        if (!certificate.getSigAlgName().equals("RSASSA-PSS") || encoded == null) {
            return certificate.getSigAlgName();
        }
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(encoded);
            return parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
        } catch (GeneralSecurityException | IOException unknown) {
            throw refused(certificate, "is signed in a way that is not understood");
        }
    }

    private static CertPathValidatorException refused(X509Certificate certificate, String why) {
        return new CertPathValidatorException(
                "the certificate of %s %s".formatted(certificate.getSubjectX500Principal(), why),
                null,
                null,
                -1,
                BasicReason.ALGORITHM_CONSTRAINED);
    }
}
