package dev.postern.core.oauth;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;

/** Keys and certificates in PEM form (RFC 7468), and why one is not there. Blocks. */
final class KeyFiles {

    /** A key, a chain and comments take some ten KiB. */
    private static final int LIMIT = 64 * 1024;

    /** RFC 7518 3.3. */
    private static final int FEWEST_BITS = 2048;

    private KeyFiles() {}

    /** The first certificate in a file. */
    static X509Certificate certificate(Path file) throws UnaskableException {
        try (PEMParser parser = new PEMParser(new StringReader(text(file)))) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
                if (next instanceof X509CertificateHolder holder) {
                    return new JcaX509CertificateConverter().getCertificate(holder);
                }
            }
        } catch (IOException | CertificateException | RuntimeException damaged) {
            // Not its message, which may quote what else is in the file.
            throw new UnaskableException(
                    "%s is damaged: a certificate in PEM form was expected there.".formatted(file));
        }
        throw new UnaskableException(
                "%s holds no certificate. Its lines between -----BEGIN CERTIFICATE----- and -----END CERTIFICATE----- were expected there."
                        .formatted(file));
    }

    static RSAPrivateKey rsaKey(Path file) throws UnaskableException {
        return rsaKey(text(file), file.toString());
    }

    /**
     * The first private key in a text, if it can sign with RS256.
     *
     * @param where for the sentence
     */
    static RSAPrivateKey rsaKey(String pem, String where) throws UnaskableException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
                switch (next) {
                    case PrivateKeyInfo key -> {
                        return rsa(key, where);
                    }
                    case PEMKeyPair pair -> {
                        return rsa(pair.getPrivateKeyInfo(), where);
                    }
                    case PKCS8EncryptedPrivateKeyInfo ignored -> throw encrypted(where);
                    case PEMEncryptedKeyPair ignored -> throw encrypted(where);
                    default -> {
                        // A certificate beside its key.
                    }
                }
            }
        } catch (IOException | RuntimeException damaged) {
            throw new UnaskableException(
                    "%s is damaged: a private key in PEM form was expected there."
                            .formatted(where));
        }
        throw new UnaskableException(
                "%s holds no private key. Its lines between -----BEGIN PRIVATE KEY----- and -----END PRIVATE KEY----- were expected there."
                        .formatted(where));
    }

    private static RSAPrivateKey rsa(PrivateKeyInfo info, String where)
            throws IOException, UnaskableException {
        if (!(new JcaPEMKeyConverter().getPrivateKey(info) instanceof RSAPrivateKey key)) {
            throw new UnaskableException(
                    "%s holds a key that is not an RSA key, and only RSA keys can sign with RS256. Make an RSA key, and have its certificate registered."
                            .formatted(where));
        }
        if (key.getModulus().bitLength() < FEWEST_BITS) {
            throw new UnaskableException(
                    "The RSA key in %s has %d bits, and RS256 takes no less than %d. Make a longer one."
                            .formatted(where, key.getModulus().bitLength(), FEWEST_BITS));
        }
        return key;
    }

    private static UnaskableException encrypted(String where) {
        return new UnaskableException(
                "The private key in %s is encrypted with a passphrase, which Postern cannot ask for. Write it without: openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW"
                        .formatted(where));
    }

    /** A whole small file. */
    static String text(Path file) throws UnaskableException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(LIMIT + 1);
            String text = new String(octets, StandardCharsets.UTF_8);
            Arrays.fill(octets, (byte) 0);
            if (octets.length > LIMIT) {
                throw new UnaskableException(
                        "%s is larger than %d octets, so it is no key. Look whether the configuration names the right file."
                                .formatted(file, LIMIT));
            }
            return text;
        } catch (NoSuchFileException missing) {
            throw new UnaskableException(
                    "%s does not exist. Put the file there, or correct its name in the configuration."
                            .formatted(file));
        } catch (AccessDeniedException denied) {
            throw new UnaskableException(
                    "%s may not be read by the user that Postern runs as. Give the file to that user."
                            .formatted(file));
        } catch (IOException unreadable) {
            throw new UnaskableException("%s could not be read (%s).".formatted(file, unreadable));
        }
    }
}
