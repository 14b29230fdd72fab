package dev.postern.core.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** Who signs: a certificate of an authority, and its key. */
record Issuer(PrivateKey key, X509Certificate certificate) {

    /** Without the key. */
    @Override
    public String toString() {
        return "Issuer[%s]".formatted(certificate.getSubjectX500Principal());
    }
}
