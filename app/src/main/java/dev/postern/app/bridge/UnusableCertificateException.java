package dev.postern.app.bridge;

import dev.postern.core.server.ListenerSpec.CertificateFiles;

/** A listener's own certificate and key are no pair to speak TLS with; the message says why. */
final class UnusableCertificateException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableCertificateException(CertificateFiles files, Exception cause) {
        super(
                "The certificate %s and its key %s can't be used for TLS (%s). Expected: PEM files, the chain with the leaf first, and its unencrypted PKCS#8 key."
                        .formatted(files.chain(), files.key(), cause.getMessage()),
                cause);
    }
}
