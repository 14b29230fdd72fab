package dev.postern.app.bridge;

import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.server.BridgeServer;
import dev.postern.core.server.ListenerSpec;
import dev.postern.core.server.ListenerTls;
import dev.postern.core.tls.LeafCertificate;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

/** Gives listeners their TLS: each its own certificate, or all one of the local authority. */
final class ListenerCertificates {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

    /** Kinds of keys that certificates for servers have. */
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    private final SslProvider provider;
    private final Supplier<LeafCertificate> local;

    /**
     * @param local makes a certificate; asked at most once, and only if a listener needs it
     */
    ListenerCertificates(SslProvider provider, Supplier<LeafCertificate> local) {
        this.provider = provider;
        this.local = local;
    }

    List<BridgeServer.Listener> forAll(List<ListenerSpec> specs) throws BridgeException {
        Optional<SslContext> shared = Optional.empty();
        List<BridgeServer.Listener> listeners = new ArrayList<>();
        for (ListenerSpec spec : specs) {
            if (spec.security() == ListenerSecurity.NONE) {
                listeners.add(new BridgeServer.Listener(spec, Optional.empty()));
            } else if (spec.certificate().isPresent()) {
                listeners.add(
                        new BridgeServer.Listener(
                                spec, Optional.of(own(spec.certificate().get()))));
            } else {
                if (shared.isEmpty()) {
                    shared = Optional.of(ofLocalAuthority());
                }
                listeners.add(new BridgeServer.Listener(spec, shared));
            }
        }
        return listeners;
    }

    private SslContext ofLocalAuthority() throws BridgeException {
        LeafCertificate leaf = local.get();
        try {
            return ListenerTls.context(provider, leaf.key(), leaf.chain());
        } catch (SSLException refused) {
            throw new BridgeException(
                    "The local authority's certificate can't be used for TLS: " + refused, refused);
        }
    }

    private SslContext own(ListenerSpec.CertificateFiles files) throws BridgeException {
        try {
            return ListenerTls.context(provider, key(files.key()), chain(files.chain()));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
            throw new BridgeException(
                    "The certificate %s and its key %s can't be used for TLS (%s). Expected: PEM files, the chain with the leaf first, and its unencrypted PKCS#8 key."
                            .formatted(files.chain(), files.key(), unusable.getMessage()),
                    unusable);
        }
    }

    private static List<X509Certificate> chain(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new InvalidKeySpecException(
                    "the key file has no BEGIN PRIVATE KEY; this makes one: openssl pkcs8 -topk8"
                            + " -nocrypt");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
        try {
            for (String algorithm : ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(encoded));
                } catch (InvalidKeySpecException another) {
                    // The next kind may fit.
                }
            }
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
        throw new InvalidKeySpecException("the key is none of " + ALGORITHMS);
    }
}
