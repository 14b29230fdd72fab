package dev.postern.core.upstream;

import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes certificates that an authority signed: path, dates, constraints, purpose and host name
 * as the Java runtime verifies them (RFC 5280), and what that leaves open as we do.
 */
final class AuthorityTrustManager extends ServersOnlyTrustManager {

    /** RFC 5280 4.2.1.6 */
    private static final int DNS_NAME = 2;

    private final X509ExtendedTrustManager pkix;
    private final Staples staples;

    AuthorityTrustManager(X509ExtendedTrustManager pkix) {
        this.pkix = pkix;
        this.staples = new Staples(List.of(pkix.getAcceptedIssuers()));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        pkix.checkServerTrusted(chain, authType, engine);
        checkServer(chain[0]);
        refuseNameInSubject(chain[0], engine.getPeerHost());
        staples.check(chain, Staples.of(engine));
    }

    /** Without a connection nobody's name is known, and no staple: for a look at a certificate. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        pkix.checkServerTrusted(chain, authType);
        checkServer(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        pkix.checkServerTrusted(chain, authType, socket);
        checkServer(chain[0]);
        if (socket instanceof SSLSocket secured) {
            refuseNameInSubject(chain[0], secured.getHandshakeSession().getPeerHost());
            staples.check(chain, Staples.of(secured.getHandshakeSession()));
        }
    }

    /** A server's certificate that is trusted itself is on no path that the runtime looks at. */
    private static void checkServer(X509Certificate certificate) throws CertificateException {
        certificate.checkValidity();
        try {
            CertificateStrength.check(certificate);
        } catch (CertPathValidatorException weak) {
            throw new CertificateException(weak.getMessage(), weak);
        }
    }

    /**
     * RFC 9525 2: a host's name is in subjectAltName. The runtime falls back to the subject, in
     * which an authority lets people write what they like.
     */
    private static void refuseNameInSubject(X509Certificate certificate, @Nullable String host)
            throws CertificateException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        boolean named =
                names != null && names.stream().anyMatch(name -> name.getFirst().equals(DNS_NAME));
        if (!named && host != null && NetUtil.createByteArrayFromIpAddressString(host) == null) {
            throw new CertificateException(
                    "the server's certificate has its name in the subject only, where none counts;"
                            + " a DNS name in subjectAltName was expected");
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return pkix.getAcceptedIssuers();
    }
}
