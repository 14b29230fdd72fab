package dev.postern.core.upstream;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Holds an authority that a person added to what its own certificate says: until when it lasts, and
 * for which names it may sign. Of a trusted certificate the Java runtime looks at name and key only
 * (RFC 5280 6.1.1 allows that), so that an authority for one company's names could sign for all.
 */
final class AuthorityLimits extends PKIXCertPathChecker {

    private final List<X509Certificate> authorities;
    private List<PKIXNameConstraintValidator> limits = new ArrayList<>();
    private boolean begun;

    AuthorityLimits(List<X509Certificate> authorities) {
        this.authorities = List.copyOf(authorities);
    }

    /** One path: it begins below the trusted certificate. */
    @Override
    public void init(boolean forward) throws CertPathValidatorException {
        if (forward) {
            throw new CertPathValidatorException("paths are looked at from the authority on");
        }
        limits = new ArrayList<>();
        begun = false;
    }

    @Override
    public boolean isForwardCheckingSupported() {
        return false;
    }

    @Override
    public Set<String> getSupportedExtensions() {
        return Set.of();
    }

    /** The JDK gives a copy to each path. */
    @Override
    public AuthorityLimits clone() {
        return new AuthorityLimits(authorities);
    }

    @Override
    public void check(Certificate certificate, Collection<String> unresolvedCriticalExtensions)
            throws CertPathValidatorException {
        if (certificate instanceof X509Certificate x509) {
            if (!begun) {
                begun = true;
                for (X509Certificate authority : authorities) {
                    if (hasSigned(authority, x509)) {
                        begin(authority);
                    }
                }
            }
            for (PKIXNameConstraintValidator limit : limits) {
                check(x509, limit);
            }
        }
    }

    private static boolean hasSigned(X509Certificate authority, X509Certificate certificate) {
        if (!authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    private void begin(X509Certificate authority) throws CertPathValidatorException {
        try {
            authority.checkValidity();
        } catch (GeneralSecurityException over) {
            throw new CertPathValidatorException(
                    "the certificate of the authority %s is of another time: it holds from %s to %s"
                            .formatted(
                                    authority.getSubjectX500Principal(),
                                    authority.getNotBefore().toInstant(),
                                    authority.getNotAfter().toInstant()),
                    over);
        }
        byte[] encoded = authority.getExtensionValue(Extension.nameConstraints.getId());
        if (encoded != null) {
            NameConstraints constraints =
                    NameConstraints.getInstance(ASN1OctetString.getInstance(encoded).getOctets());
            PKIXNameConstraintValidator limit = new PKIXNameConstraintValidator();
            if (constraints.getPermittedSubtrees() != null) {
                limit.intersectPermittedSubtree(constraints.getPermittedSubtrees());
            }
            if (constraints.getExcludedSubtrees() != null) {
                for (GeneralSubtree excluded : constraints.getExcludedSubtrees()) {
                    limit.addExcludedSubtree(excluded);
                }
            }
            limits.add(limit);
        }
    }

    private static void check(X509Certificate certificate, PKIXNameConstraintValidator limit)
            throws CertPathValidatorException {
        try {
            X500Name subject =
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
            limit.checkPermittedDN(subject);
            limit.checkExcludedDN(subject);
            byte[] encoded =
                    certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
            if (encoded != null) {
                GeneralNames names =
                        GeneralNames.getInstance(ASN1OctetString.getInstance(encoded).getOctets());
                for (GeneralName name : names.getNames()) {
                    limit.checkPermitted(name);
                    limit.checkExcluded(name);
                }
            }
        } catch (NameConstraintValidatorException | IllegalArgumentException overstepped) {
            throw new CertPathValidatorException(
                    "the authority may not sign for the names of %s"
                            .formatted(certificate.getSubjectX500Principal()),
                    overstepped);
        }
    }
}
