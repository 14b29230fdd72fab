package dev.postern.app.check;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Reads the certificates of a server without an opinion on them. Never for a login. */
final class SeenChain extends X509ExtendedTrustManager {

    private volatile List<X509Certificate> chain = List.of();

    /** What the server has shown; none if it did not come so far. */
    List<X509Certificate> chain() {
        return chain;
    }

    /** TLS over an open connection, which stays open if that fails. */
    SSLSocket secure(Socket socket, String host) throws IOException, GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {this}, null);
        SSLSocket secured =
                (SSLSocket)
                        tls.getSocketFactory().createSocket(socket, host, socket.getPort(), false);
        secured.startHandshake();
        return secured;
    }

    private void see(X509Certificate[] shown) {
        chain = List.of(shown);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType) {
        see(shown);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType, Socket socket) {
        see(shown);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType, SSLEngine engine) {
        see(shown);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType) {
        throw new IllegalStateException("no client is asked");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType, Socket socket) {
        checkClientTrusted(shown, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType, SSLEngine engine) {
        checkClientTrusted(shown, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
