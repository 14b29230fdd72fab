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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Signs the certificates of listeners that bring none of their own. Thread-safe. */
public final class LocalAuthority {

    private static final Logger log = LoggerFactory.getLogger(LocalAuthority.class);

    /** People have to trust the root by hand, once a machine's life. */
    private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3650);

    /** The longest that TLS clients accept: some refuse 398 days and more. */
    private static final Duration LEAF_VALIDITY = Duration.ofDays(397);

    /** Of those whose time is over, or has not come: clocks are seldom wrong more often. */
    private static final int MOST_KEPT = 4;

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
     * The authority that the vault holds. It is made if there is none for this time; and the root's
     * certificate is written where people find it. Waits for the disk.
     *
     * <p>Those for other times are kept: if it was the clock that was wrong, mail programs find the
     * one that they trust again when it is set right.
     */
    public static LocalAuthority open(Vault vault, StateDirectory directory, Instant now) {
        CertificateMaker maker = new CertificateMaker();
        List<LocalAuthority> held = stored(vault, maker);
        LocalAuthority authority =
                held.stream()
                        .filter(each -> each.isFor(now))
                        .findFirst()
                        .orElseGet(() -> made(vault, held, maker, now));
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

    private boolean isFor(Instant now) {
        return !now.isBefore(root.getNotBefore().toInstant()) && now.isBefore(expires());
    }

    private static LocalAuthority made(
            Vault vault, List<LocalAuthority> held, CertificateMaker maker, Instant now) {
        String where = "(%s, %s)".formatted(host(), LocalDate.ofInstant(now, ZoneOffset.UTC));
        // The root's key is in this variable only, and unreachable when this returns: a key that
        // was never written anywhere needs no shredding. (The JDK's keys cannot be overwritten.)
        Issuer root = maker.root("Postern local root " + where, now, AUTHORITY_VALIDITY);
        Issuer intermediate = maker.intermediate(root, "Postern local issuer " + where, now);
        LocalAuthority authority = new LocalAuthority(maker, intermediate, root.certificate());
        List<LocalAuthority> all = new ArrayList<>(held);
        all.add(authority);
        store(all.subList(Math.max(0, all.size() - MOST_KEPT), all.size()), vault);
        log.atInfo()
                .addKeyValue("root", root.certificate().getSubjectX500Principal())
                .log(
                        "made a local certificate authority; mail programs may have to trust its"
                                + " root");
        return authority;
    }

    /** Key, intermediate and root of each, in the order of their making. */
    private static void store(List<LocalAuthority> all, Vault vault) {
        vault.putAuthority(
                Secret.of(all.stream().map(LocalAuthority::text).collect(Collectors.joining())));
    }

    private String text() {
        return Pem.of(Pem.PRIVATE_KEY, intermediate.key().getEncoded())
                + pem(intermediate.certificate())
                + pem(root);
    }

    private static List<LocalAuthority> stored(Vault vault, CertificateMaker maker) {
        return vault.authority().map(secret -> read(secret.revealText(), maker)).orElse(List.of());
    }

    private static List<LocalAuthority> read(String text, CertificateMaker maker) {
        try {
            List<LocalAuthority> all = new ArrayList<>();
            List<byte[]> certificates = Pem.all(Pem.CERTIFICATE, text);
            for (byte[] encoded : Pem.all(Pem.PRIVATE_KEY, text)) {
                var key =
                        KeyFactory.getInstance("EC")
                                .generatePrivate(new PKCS8EncodedKeySpec(encoded));
                Arrays.fill(encoded, (byte) 0);
                int at = 2 * all.size();
                all.add(
                        new LocalAuthority(
                                maker,
                                new Issuer(key, certificate(certificates.get(at))),
                                certificate(certificates.get(at + 1))));
            }
            return all;
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
                    ("The root's certificate could not be written to %s (%s). Look for a full or"
                                    + " read-only disk.")
                            .formatted(file.path(), refused),
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
