package dev.postern.core.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The server's half of SCRAM-SHA-256 (RFC 5802), for one login with one password. */
public final class ScramServer {

    private static final byte[] SALT = "16 octets of it.".getBytes(StandardCharsets.US_ASCII);
    private static final int ITERATIONS = 4096;

    private final String password;
    private String firstBare = "";
    private String serverFirst = "";

    public ScramServer(String password) {
        this.password = password;
    }

    /** The challenge for the client's first message. */
    public String challenge(String clientFirst) {
        if (!clientFirst.startsWith("n,,n=")) {
            throw new AssertionError("no first message without channel binding: " + clientFirst);
        }
        firstBare = clientFirst.substring(3);
        String nonce = firstBare.substring(firstBare.indexOf(",r=") + 3);
        serverFirst =
                "r=%sserver,s=%s,i=%d"
                        .formatted(nonce, Base64.getEncoder().encodeToString(SALT), ITERATIONS);
        return serverFirst;
    }

    /** What proves that we know the password, if the client has proven it: {@code v=…}. */
    public String verdict(String clientFinal) throws GeneralSecurityException {
        int end = clientFinal.lastIndexOf(",p=");
        String message = firstBare + "," + serverFirst + "," + clientFinal.substring(0, end);
        byte[] salted =
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(
                                new PBEKeySpec(password.toCharArray(), SALT, ITERATIONS, 256))
                        .getEncoded();
        byte[] clientKey = hmac(salted, "Client Key");
        byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
        byte[] proof = Base64.getDecoder().decode(clientFinal.substring(end + 3));
        byte[] signature = hmac(storedKey, message);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= signature[i];
        }
        if (!MessageDigest.isEqual(proof, clientKey)) {
            return "e=invalid-proof";
        }
        return "v=" + Base64.getEncoder().encodeToString(hmac(hmac(salted, "Server Key"), message));
    }

    private static byte[] hmac(byte[] key, String message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    }
}
