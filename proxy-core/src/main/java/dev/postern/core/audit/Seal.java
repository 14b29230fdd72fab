package dev.postern.core.audit;

import dev.postern.core.secret.Secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Ends JSON objects with an HMAC-SHA-256 of them and of the line before, as their last member. Not
 * thread-safe.
 */
final class Seal {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_CHARACTERS = 43;
    private static final byte[] OPENING = ascii(",\"mac\":\"");
    private static final byte[] CLOSING = ascii("\"}");
    private static final int SUFFIX = OPENING.length + MAC_CHARACTERS + CLOSING.length;

    /** What stands before the first line. */
    static final String NOTHING = "A".repeat(MAC_CHARACTERS);

    private final Mac mac;

    /**
     * @param key of the vault
     * @param purpose what is sealed, so that nothing sealed for one is taken for the other
     */
    Seal(Secret key, String purpose) {
        byte[] octets = key.reveal();
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(octets, ALGORITHM));
            mac.init(new SecretKeySpec(mac.doFinal(ascii("audit " + purpose)), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /** A sealed object. Nobody changes the octets. */
    static final class Sealed {
        private final byte[] line;
        private final byte[] body;
        private final String mac;

        private Sealed(byte[] line, byte[] body, String mac) {
            this.line = line;
            this.body = body;
            this.mac = mac;
        }

        byte[] line() {
            return line;
        }

        /** The object as it was before it was sealed. */
        byte[] body() {
            return body;
        }

        String mac() {
            return mac;
        }
    }

    /**
     * @param previous seal of the line before
     * @param object JSON, of one member or more
     */
    Sealed seal(String previous, String object) {
        byte[] body = object.getBytes(StandardCharsets.UTF_8);
        String sealed = of(previous, body);
        byte[] line = Arrays.copyOf(body, body.length - 1 + SUFFIX);
        int at = body.length - 1;
        System.arraycopy(OPENING, 0, line, at, OPENING.length);
        System.arraycopy(ascii(sealed), 0, line, at + OPENING.length, MAC_CHARACTERS);
        System.arraycopy(CLOSING, 0, line, line.length - CLOSING.length, CLOSING.length);
        return new Sealed(line, body, sealed);
    }

    /** Takes a line apart, if it has the form of one; whether the seal is right is not said. */
    static Optional<Sealed> read(byte[] line) {
        int at = line.length - SUFFIX;
        boolean formed =
                at > 1
                        && line[0] == '{'
                        && Arrays.equals(line, at, at + OPENING.length, OPENING, 0, OPENING.length)
                        && Arrays.equals(
                                line,
                                line.length - CLOSING.length,
                                line.length,
                                CLOSING,
                                0,
                                CLOSING.length);
        if (!formed) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOf(line, at + 1);
        body[at] = '}';
        String mac =
                new String(line, at + OPENING.length, MAC_CHARACTERS, StandardCharsets.US_ASCII);
        return Optional.of(new Sealed(line, body, mac));
    }

    boolean holds(String previous, Sealed sealed) {
        return MessageDigest.isEqual(ascii(of(previous, sealed.body())), ascii(sealed.mac()));
    }

    private String of(String previous, byte[] body) {
        mac.update(ascii(previous));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(body));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
