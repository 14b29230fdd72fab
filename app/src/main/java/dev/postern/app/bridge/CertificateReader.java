package dev.postern.app.bridge;

import dev.postern.core.server.ListenerSpec.CertificateFiles;
import dev.postern.core.tls.LeafCertificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a certificate and its key from PEM files that people or their tools wrote. */
final class CertificateReader {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

    /** Kinds of keys that certificates for servers have. */
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    /** What such a key can sign with, to see whether it belongs to the certificate. */
    private static final Map<String, String> SIGNATURES =
            Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA", "EdDSA", "EdDSA");

    private static final byte[] ANYTHING = "anything".getBytes(StandardCharsets.US_ASCII);

    private CertificateReader() {}

    static LeafCertificate read(CertificateFiles files) throws UnusableCertificateException {
        try {
            PrivateKey key = key(files.key());
            List<X509Certificate> chain = chain(files.chain());
            if (chain.isEmpty()) {
                throw new CertificateException("the certificate file has no BEGIN CERTIFICATE");
            }
            if (!fit(key, chain.getFirst().getPublicKey())) {
                throw new InvalidKeyException(
                        "the key is not that of the first certificate, %s"
                                .formatted(chain.getFirst().getSubjectX500Principal()));
            }
            return new LeafCertificate(key, chain);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
            throw new UnusableCertificateException(files, unusable);
        }
    }

    /** TLS would notice only when a client comes. */
    private static boolean fit(PrivateKey key, PublicKey certified)
            throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(SIGNATURES.get(key.getAlgorithm()));
        signature.initSign(key);
        signature.update(ANYTHING);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(ANYTHING);
        return signature.verify(signed);
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
