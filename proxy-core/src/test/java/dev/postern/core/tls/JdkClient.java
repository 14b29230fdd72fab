package dev.postern.core.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A TLS client of the JDK that trusts one root: it checks path (PKIX), constraints, purpose and
 * name.
 */
final class JdkClient {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final char[] NO_PASSWORD = {};

    private final SSLContext context;

    JdkClient(X509Certificate root) throws GeneralSecurityException, IOException {
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, NO_PASSWORD);
        roots.setCertificateEntry("root", root);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(roots);
        context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
    }

    /**
     * Connects to a server on loopback that shows the leaf, as if {@code host} had been asked for.
     */
    void shakeHands(LeafCertificate leaf, String host)
            throws GeneralSecurityException, IOException {
        try (SSLServerSocket server =
                (SSLServerSocket)
                        serverContext(leaf)
                                .getServerSocketFactory()
                                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(server));
            try {
                shakeHands(server, host);
            } finally {
                served.join();
            }
        }
    }

    private void shakeHands(SSLServerSocket server, String host) throws IOException {
        int port = server.getLocalPort();
        try (Socket connection = new Socket(server.getInetAddress(), port);
                SSLSocket client =
                        (SSLSocket)
                                context.getSocketFactory()
                                        .createSocket(connection, host, port, true)) {
            connection.setSoTimeout(TIMEOUT_MILLIS);
            SSLParameters parameters = client.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            client.setSSLParameters(parameters);
            client.startHandshake();
        }
    }

    private static void serve(SSLServerSocket server) {
        try (SSLSocket accepted = (SSLSocket) server.accept()) {
            accepted.setSoTimeout(TIMEOUT_MILLIS);
            accepted.startHandshake();
        } catch (IOException refusedByTheClient) {
            // The client says why.
        }
    }

    private static SSLContext serverContext(LeafCertificate leaf)
            throws GeneralSecurityException, IOException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, NO_PASSWORD);
        own.setKeyEntry(
                "leaf", leaf.key(), NO_PASSWORD, leaf.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
