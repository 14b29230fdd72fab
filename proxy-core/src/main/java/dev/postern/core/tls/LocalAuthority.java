package dev.postern.core.tls;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.AtomicFile;
import dev.postern.core.state.StateDirectory;
import dev.postern.core.state.StateException;
import dev.postern.core.state.StateException.Fault;
import dev.postern.core.state.Vault;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Signs the certificates of listeners that bring none of their own. Thread-safe. */
public final class LocalAuthority {

    private static final Logger log = LoggerFactory.getLogger(LocalAuthority.class);

    /** People have to trust the root by hand, once a machine's life. */
    private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3650);

    /** The longest that TLS clients accept: some refuse 398 days and more. */
    private static final Duration LEAF_VALIDITY = Duration.ofDays(397);

    /**
     * A common name has at most 64 characters (RFC 5280 A.1), and ours has more in it than the
     * host.
     */
    private static final int LONGEST_HOST = 30;

    private final CertificateMaker maker;
    private final Issuer intermediate;
    private final X509Certificate root;

    private LocalAuthority(CertificateMaker maker, Issuer intermediate, X509Certificate root) {
        this.maker = maker;
        this.intermediate = intermediate;
        this.root = root;
    }

    /**
     * The authority that the vault holds. It is made if there is none, or if its time is over; and
     * the root's certificate is written where people find it. Waits for the disk.
     */
    public static LocalAuthority open(Vault vault, StateDirectory directory, Instant now) {
        CertificateMaker maker = new CertificateMaker();
        LocalAuthority authority =
                stored(vault, maker)
                        .filter(held -> now.isBefore(held.expires()))
                        .orElseGet(() -> made(vault, maker, now));
        authority.publish(directory);
        return authority;
    }

    /** A new leaf with a new key, for localhost, 127.0.0.1 and ::1. */
    public LeafCertificate issue(Instant now) {
        Issuer leaf = maker.leaf(intermediate, now, LEAF_VALIDITY);
        return new LeafCertificate(
                leaf.key(), List.of(leaf.certificate(), intermediate.certificate()));
    }

    /** Whom mail programs are to trust. */
    public X509Certificate root() {
        return root;
    }

    /** From then on there is another root, which mail programs must be told to trust. */
    public Instant expires() {
        return root.getNotAfter().toInstant();
    }

    private static LocalAuthority made(Vault vault, CertificateMaker maker, Instant now) {
        String where = "(%s, %s)".formatted(host(), LocalDate.ofInstant(now, ZoneOffset.UTC));
        // The root's key is in this variable only, and unreachable when this returns: a key that
        // was never written anywhere needs no shredding. (The JDK's keys cannot be overwritten.)
        Issuer root = maker.root("Postern local root " + where, now, AUTHORITY_VALIDITY);
        Issuer intermediate = maker.intermediate(root, "Postern local issuer " + where, now);
        LocalAuthority authority = new LocalAuthority(maker, intermediate, root.certificate());
        authority.store(vault);
        log.atInfo()
                .addKeyValue("root", root.certificate().getSubjectX500Principal())
                .log(
                        "made a local certificate authority; mail programs may have to trust its"
                                + " root");
        return authority;
    }

    private void store(Vault vault) {
        String text =
                Pem.of(Pem.PRIVATE_KEY, intermediate.key().getEncoded())
                        + pem(intermediate.certificate())
                        + pem(root);
        vault.putAuthority(Secret.of(text));
    }

    private static Optional<LocalAuthority> stored(Vault vault, CertificateMaker maker) {
        return vault.authority().map(secret -> read(secret.revealText(), maker));
    }

    private static LocalAuthority read(String text, CertificateMaker maker) {
        try {
            byte[] encoded = Pem.all(Pem.PRIVATE_KEY, text).getFirst();
            var key =
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            Arrays.fill(encoded, (byte) 0);
            List<byte[]> certificates = Pem.all(Pem.CERTIFICATE, text);
            return new LocalAuthority(
                    maker,
                    new Issuer(key, certificate(certificates.getFirst())),
                    certificate(certificates.getLast()));
        } catch (GeneralSecurityException impossible) {
            // The vault vouches for what it gives back, so we have written it so.
            throw new IllegalStateException(
                    "the vault holds a local authority that this Java cannot read", impossible);
        }
    }

    private void publish(StateDirectory directory) {
        AtomicFile file = new AtomicFile(directory.rootCertificate(), AtomicFile.Readers.EVERYBODY);
        byte[] wanted = pem(root).getBytes(StandardCharsets.US_ASCII);
        try {
            if (!file.read().map(found -> Arrays.equals(found, wanted)).orElse(false)) {
                file.replace(wanted);
            }
        } catch (IOException refused) {
            throw new StateException(
                    Fault.INACCESSIBLE,
                    "The root's certificate could not be written to %s; look for a full disk."
                            .formatted(file.path()),
                    refused);
        }
    }

    private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der));
    }

    private static String pem(X509Certificate certificate) {
        try {
            return Pem.of(Pem.CERTIFICATE, certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate of ours has no encoding", impossible);
        }
    }

    private static String host() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.length() > LONGEST_HOST ? name.substring(0, LONGEST_HOST) : name;
        } catch (UnknownHostException nameless) {
            return "this machine";
        }
    }
}
