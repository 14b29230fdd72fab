package dev.postern.core.testing;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certification authority for the length of a test, and servers' certificates by it: good,
 * expired, for another name.
 */
public final class TestAuthority {

    private final KeyPair keys = keyPair();
    private final X509Certificate certificate;

    /**
     * A key and its certificate.
     *
     * @param chain the certificate, then who signed it
     */
    public record Identity(PrivateKey key, List<X509Certificate> chain) {

        public Identity {
            chain = List.copyOf(chain);
        }

        public X509Certificate certificate() {
            return chain.getFirst();
        }

        /** For servers made of the JDK's own sockets; it is shown whatever is wrong with it. */
        public SSLContext serverContext() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(new KeyManager[] {new OnlyIdentity(this)}, null, null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public TestAuthority() {
        this.certificate =
                sign(
                        "CN=Test authority",
                        keys,
                        Instant.now().plus(Duration.ofDays(2)),
                        new BasicConstraints(true));
    }

    /** A certificate that is good for so many host names or address literals. */
    public Identity identity(String... names) {
        return identity(Instant.now().plus(Duration.ofDays(1)), names);
    }

    /** The same, but over since yesterday. */
    public Identity expired(String... names) {
        return identity(Instant.now().minus(Duration.ofDays(1)), names);
    }

    private Identity identity(Instant notAfter, String... names) {
        KeyPair own = keyPair();
        return new Identity(
                own.getPrivate(),
                List.of(sign("CN=" + names[0], own, notAfter, new BasicConstraints(false), names)));
    }

    /** Writes the authority's certificate, for whoever is to believe in it. */
    public Path writePem(Path directory) {
        return writePem(directory.resolve("test-authority.pem"), List.of(certificate));
    }

    static Path writePem(Path file, List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate certificate : certificates) {
                text.append("-----BEGIN CERTIFICATE-----\n")
                        .append(
                                Base64.getMimeEncoder(64, new byte[] {'\n'})
                                        .encodeToString(certificate.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
            return Files.writeString(file, text);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For clients made of the JDK's own sockets. */
    public SSLContext clientContext() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate sign(
            String subject,
            KeyPair subjectKeys,
            Instant notAfter,
            BasicConstraints constraints,
            String... names) {
        try {
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            new X500Name("CN=Test authority"),
                            BigInteger.valueOf(System.nanoTime()),
                            Date.from(Instant.now().minus(Duration.ofDays(30))),
                            Date.from(notAfter),
                            new X500Name(subject),
                            subjectKeys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, constraints);
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, generalNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    static GeneralNames generalNames(String... names) {
        GeneralName[] all = new GeneralName[names.length];
        for (int i = 0; i < names.length; i++) {
            boolean address = names[i].matches("[0-9.]+|.*:.*");
            all[i] =
                    new GeneralName(
                            address ? GeneralName.iPAddress : GeneralName.dNSName, names[i]);
        }
        return new GeneralNames(all);
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
