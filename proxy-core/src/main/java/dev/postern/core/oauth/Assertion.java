package dev.postern.core.oauth;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import dev.postern.core.secret.Secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A JSON web token that says who we are (RFC 7523), signed with RS256.
 *
 * @param header besides {@code alg} and {@code typ}
 */
record Assertion(Map<String, Object> header, Map<String, Object> claims) {

    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    /** RFC 7515 7.1; the caller wipes it. */
    Secret signed(RSAPrivateKey key) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("alg", "RS256");
        whole.put("typ", "JWT");
        whole.putAll(header);
        String signed = part(whole) + "." + part(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return Secret.of(signed + "." + base64(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime signs with SHA256withRSA", e);
        }
    }

    /** RFC 7515 4.1.7 and 4.1.8: a certificate's hash. */
    static String thumbprint(String algorithm, X509Certificate certificate) {
        try {
            return base64(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }

    private static String part(Map<String, Object> members) {
        return base64(JSON.toJson(members).getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
