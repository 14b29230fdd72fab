package dev.postern.core.testing;

import dev.postern.core.testing.TestAuthority.Identity;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a certificate is to say, right or wrong; each change makes another plan.
 *
 * @param digest that the signer takes
 */
record CertificatePlan(
        String subject,
        KeyPair keys,
        Instant from,
        Instant until,
        String digest,
        Map<ASN1ObjectIdentifier, Value> extensions) {

    record Value(boolean isCritical, ASN1Encodable content) {}

    /** Of a server with so many host names or addresses, in good order. */
    static CertificatePlan server(String... names) {
        return plain("localhost")
                .critical(Extension.basicConstraints, new BasicConstraints(false))
                .plain(Extension.subjectAlternativeName, TestAuthority.generalNames(names))
                .plain(
                        Extension.extendedKeyUsage,
                        new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    }

    /** Of an authority, in good order. */
    static CertificatePlan authority(String name) {
        return plain(name)
                .critical(Extension.basicConstraints, new BasicConstraints(true))
                .critical(Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign));
    }

    private static CertificatePlan plain(String name) {
        Instant now = Instant.now();
        return new CertificatePlan(
                "CN=" + name,
                keys("EC", 256),
                now.minus(Duration.ofDays(30)),
                now.plus(Duration.ofDays(1)),
                "SHA256",
                Map.of());
    }

    static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    CertificatePlan with(KeyPair other) {
        return new CertificatePlan(subject, other, from, until, digest, extensions);
    }

    CertificatePlan between(Instant first, Instant last) {
        return new CertificatePlan(subject, keys, first, last, digest, extensions);
    }

    CertificatePlan signedWith(String other) {
        return new CertificatePlan(subject, keys, from, until, other, extensions);
    }

    CertificatePlan critical(ASN1ObjectIdentifier name, ASN1Encodable content) {
        return with(name, new Value(true, content));
    }

    CertificatePlan plain(ASN1ObjectIdentifier name, ASN1Encodable content) {
        return with(name, new Value(false, content));
    }

    private CertificatePlan with(ASN1ObjectIdentifier name, Value value) {
        Map<ASN1ObjectIdentifier, Value> more = new LinkedHashMap<>(extensions);
        more.put(name, value);
        return new CertificatePlan(subject, keys, from, until, digest, more);
    }

    CertificatePlan without(ASN1ObjectIdentifier name) {
        Map<ASN1ObjectIdentifier, Value> fewer = new LinkedHashMap<>(extensions);
        fewer.remove(name);
        return new CertificatePlan(subject, keys, from, until, digest, fewer);
    }

    Identity selfSigned() {
        X509Certificate certificate = signed(subject, keys.getPrivate());
        return new Identity(keys.getPrivate(), List.of(certificate));
    }

    /** With who signed it behind it, up to the root, which clients have. */
    Identity signedBy(Identity issuer) {
        X509Certificate by = issuer.certificate();
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(signed(by.getSubjectX500Principal().getName(), issuer.key()));
        if (!by.getIssuerX500Principal().equals(by.getSubjectX500Principal())) {
            chain.addAll(issuer.chain());
        }
        return new Identity(keys.getPrivate(), chain);
    }

    private X509Certificate signed(String issuer, PrivateKey key) {
        String kind = key.getAlgorithm().equals("RSA") ? "RSA" : "ECDSA";
        try {
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            new X500Name(issuer),
                            BigInteger.valueOf(System.nanoTime()),
                            Date.from(from),
                            Date.from(until),
                            new X500Name(subject),
                            keys.getPublic());
            for (Map.Entry<ASN1ObjectIdentifier, Value> extension : extensions.entrySet()) {
                Value value = extension.getValue();
                builder.addExtension(extension.getKey(), value.isCritical(), value.content());
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder(digest + "with" + kind)
                                            .build(key)));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }
}
