package dev.postern.core.testing.oauth;

import com.google.gson.Gson;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;

/** A key with which clients sign assertions, and its certificate. */
public final class SigningIdentity {

    private final KeyPair keys;
    private final X509Certificate certificate;

    private SigningIdentity(KeyPair keys, String signature) {
        this.keys = keys;
        try {
            X500Name name = new X500Name("CN=A client");
            certificate =
                    new JcaX509CertificateConverter()
                            .getCertificate(
                                    new JcaX509v3CertificateBuilder(
                                                    name,
                                                    BigInteger.ONE,
                                                    Date.from(
                                                            Instant.now()
                                                                    .minus(Duration.ofDays(1))),
                                                    Date.from(
                                                            Instant.now().plus(Duration.ofDays(1))),
                                                    name,
                                                    keys.getPublic())
                                            .build(
                                                    new JcaContentSignerBuilder(signature)
                                                            .build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes a while to make: tests share one. */
    public static SigningIdentity rsa(int bits) {
        return new SigningIdentity(pair("RSA", bits), "SHA256withRSA");
    }

    /** With which nobody can sign RS256. */
    public static SigningIdentity ec() {
        return new SigningIdentity(pair("EC", 256), "SHA256withECDSA");
    }

    public KeyPair keys() {
        return keys;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** PKCS #8 in PEM form. */
    public String keyPem() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    public String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path writeKey(Path file) {
        return written(file, keyPem());
    }

    public Path writeCertificate(Path file) {
        return written(file, certificatePem());
    }

    /** A key file as Google gives it out. */
    public Path writeServiceAccount(Path file, String email) {
        return written(
                file,
                new Gson()
                        .toJson(
                                Map.of(
                                        "type", "service_account",
                                        "client_email", email,
                                        "private_key_id", "key-1",
                                        "private_key", keyPem(),
                                        "token_uri", "https://not-listened-to.invalid/token")));
    }

    public static String pem(String label, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        label,
                        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(der),
                        label);
    }

    private static Path written(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
