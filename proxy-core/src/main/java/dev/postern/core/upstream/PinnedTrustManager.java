package dev.postern.core.upstream;

import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

import javax.net.ssl.SSLEngine;

/**
 * Believes exactly one server certificate. It is an <em>extended</em> trust manager so that the
 * runtime adds no host name check of its own: a pin identifies the server more exactly than any
 * name in its certificate.
 */
final class PinnedTrustManager extends ServersOnlyTrustManager {

    private final String sha256;

    PinnedTrustManager(String sha256) {
        this.sha256 = sha256;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        String found = fingerprint(chain[0]);
        if (!found.equals(sha256)) {
            throw new CertificateException(
                    "the server's certificate is not the pinned one: expected SHA-256 "
                            + sha256
                            + ", found "
                            + found);
        }
    }

    private static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
