package dev.postern.app.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;

/** Of the local authority: whom programs are to trust. */
public record RootCertificate(Path file, X509Certificate certificate) {

    /** As many as tell the roots of a machine's users apart. */
    private static final int OCTETS_IN_NAME = 4;

    public static RootCertificate read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return new RootCertificate(
                    file.toAbsolutePath(),
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
    }

    /** As certificate viewers show it. */
    public String fingerprint() {
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest("SHA-256"));
    }

    /** What the stores of macOS and Windows find a certificate by. */
    String thumbprint() {
        return HexFormat.of().withUpperCase().formatHex(digest("SHA-1"));
    }

    /** What it is called in stores; that of another bridge is called otherwise. */
    public String name() {
        return "postern-" + HexFormat.of().formatHex(digest("SHA-256"), 0, OCTETS_IN_NAME);
    }

    public Instant expires() {
        return certificate.getNotAfter().toInstant();
    }

    public String pem() throws IOException {
        return Files.readString(file, StandardCharsets.US_ASCII);
    }

    private byte[] digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has no encoding", e);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no " + algorithm, missing);
        }
    }
}
