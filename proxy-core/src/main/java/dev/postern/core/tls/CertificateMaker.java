package dev.postern.core.tls;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * Makes the three kinds of certificate, on P-256 with ECDSA and SHA-256: what every mail program
 * since TLS 1.2 can verify. Keys and signatures are the JDK's; only the encoding is Bouncy
 * Castle's, whose provider is not registered.
 */
final class CertificateMaker {

    /** Clients' clocks are wrong, and so are time zones that were taken for UTC. */
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    /** RFC 5280 4.1.2.2 allows 20 octets; CAs must have 64 bits of chance at least. */
    private static final int SERIAL_BITS = 127;

    private static final String LOCALHOST = "localhost";
    private static final GeneralName[] LEAF_NAMES = {
        new GeneralName(GeneralName.dNSName, LOCALHOST),
        new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
        new GeneralName(GeneralName.iPAddress, "::1"),
    };

    private static final NameConstraints LOOPBACK_ONLY =
            new NameConstraints(
                    new GeneralSubtree[] {
                        new GeneralSubtree(new GeneralName(GeneralName.dNSName, LOCALHOST)),
                        new GeneralSubtree(new GeneralName(GeneralName.iPAddress, "127.0.0.0/8")),
                        new GeneralSubtree(new GeneralName(GeneralName.iPAddress, "::1/128")),
                    },
                    null);

    private final SecureRandom random = new SecureRandom();

    /** Whom to trust, signed by itself. */
    Issuer root(String name, Instant now, Duration validity) {
        return made(() -> {
            KeyPair pair = keyPair();
            X500Name self = name(name);
            var root = builder(self, self, now, end(now, validity), pair.getPublic());
            root.addExtension(Extension.basicConstraints, true, new BasicConstraints(1));
            root.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            return new Issuer(pair.getPrivate(), signed(root, pair.getPrivate()));
        });
    }

    /** Who signs leaves, for this machine only. Ends when the root does. */
    Issuer intermediate(Issuer root, String name, Instant now) {
        return made(() -> {
            KeyPair pair = keyPair();
            Instant end = root.certificate().getNotAfter().toInstant();
            var intermediate = builder(subject(root), name(name), now, end, pair.getPublic());
            intermediate.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            intermediate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            intermediate.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            intermediate.addExtension(Extension.nameConstraints, true, LOOPBACK_ONLY);
            identifyIssuer(intermediate, root);
            return new Issuer(pair.getPrivate(), signed(intermediate, root.key()));
        });
    }

    /** For the loopback names. Ends after {@code validity}, or with its issuer. */
    Issuer leaf(Issuer issuer, Instant now, Duration validity) {
        return leaf(issuer, now, validity, LOCALHOST, LEAF_NAMES);
    }

    Issuer leaf(
            Issuer issuer, Instant now, Duration validity, String subject, GeneralName... names) {
        return made(() -> {
            KeyPair pair = keyPair();
            Instant last = issuer.certificate().getNotAfter().toInstant();
            Instant end = end(now, validity);
            var leaf =
                    builder(
                            subject(issuer),
                            name(subject),
                            now,
                            end.isBefore(last) ? end : last,
                            pair.getPublic());
            leaf.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            leaf.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            leaf.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            leaf.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            identifyIssuer(leaf, issuer);
            return new Issuer(pair.getPrivate(), signed(leaf, issuer.key()));
        });
    }

    private X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, Instant now, Instant end, PublicKey key)
            throws GeneralSecurityException, IOException {
        BigInteger serial = new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
        Date from = Date.from(now.minus(CLOCK_SKEW));
        var builder =
                new JcaX509v3CertificateBuilder(issuer, serial, from, Date.from(end), subject, key);
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        return builder;
    }

    /** The whole span counts, and its last second too (RFC 5280 4.1.2.5). */
    private static Instant end(Instant now, Duration validity) {
        return now.minus(CLOCK_SKEW).plus(validity).minusSeconds(1);
    }

    private static void identifyIssuer(X509v3CertificateBuilder certificate, Issuer issuer)
            throws GeneralSecurityException, IOException {
        certificate.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils()
                        .createAuthorityKeyIdentifier(issuer.certificate().getPublicKey()));
    }

    private static X509Certificate signed(X509v3CertificateBuilder certificate, PrivateKey key)
            throws GeneralSecurityException, OperatorException {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        certificate.build(
                                new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
    }

    /** Octet for octet as in the issuer's certificate: some clients compare no further. */
    private static X500Name subject(Issuer issuer) {
        return X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded());
    }

    private interface Making {
        Issuer make() throws GeneralSecurityException, IOException, OperatorException;
    }

    private static Issuer made(Making making) {
        try {
            return making.make();
        } catch (GeneralSecurityException | IOException | OperatorException impossible) {
            throw new IllegalStateException(
                    "this Java cannot make certificates on P-256", impossible);
        }
    }
}
