package dev.postern.core.server;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.X509TrustManager;

/**
 * Of a listener, which asks for no certificate of a client. Without it, Netty would hand BoringSSL
 * all authorities of the Java runtime, one by one, to be told to clients.
 */
final class NoClientCertificates implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind)
            throws CertificateException {
        throw new CertificateException("no certificate of a client is asked for");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind)
            throws CertificateException {
        throw new CertificateException("a listener has no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
