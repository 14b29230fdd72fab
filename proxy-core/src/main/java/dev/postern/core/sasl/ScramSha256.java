package dev.postern.core.sasl;

import com.ongres.saslprep.SASLprep;

import dev.postern.core.secret.Secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * SCRAM-SHA-256 (RFC 5802, 7677), without channel binding: the server gets a proof that we know the
 * password and not the password, and must prove that it knows it too.
 *
 * <p>User and password are prepared with SASLprep; one that it prohibits is used as it stands,
 * since a server that has stored it can only have done the same.
 */
final class ScramSha256 implements SaslExchange {

    static final String NAME = "SCRAM-SHA-256";

    /**
     * RFC 7677 4. With fewer, a server that only pretends to be the provider could soon find the
     * password that our proof is of.
     */
    static final int FEWEST_ITERATIONS = 4096;

    /**
     * They are done on an event loop, for whose other sessions they are a pause: one takes one to
     * five microseconds, so the usual 4096 take ten milliseconds and these fifty. A server chooses
     * the count, so a hostile one would choose billions.
     */
    static final int MOST_ITERATIONS = 20_000;

    /** No channel binding, and none missed ("n"); no other authorization identity. */
    private static final String GS2_HEADER = "n,,";

    /** As many octets as would be a key of 144 bits; 24 characters in base64. */
    private static final int NONCE_OCTETS = 18;

    private static final SASLprep PREPARATION = new SASLprep();

    private sealed interface State {
        record Begun() implements State {}

        record Proven(Secret serverSignature) implements State {}

        record Verified() implements State {}

        /** The server has said why it refuses; its refusal follows. */
        record Refused() implements State {}

        record Faulty(String fault) implements State {}
    }

    private final Secret password;
    private final String nonce;
    private final String firstBare;
    private State state = new State.Begun();

    ScramSha256(String user, Secret password) {
        this(user, password, freshNonce());
    }

    /**
     * @param nonce printable ASCII without commas, never used before
     */
    ScramSha256(String user, Secret password, String nonce) {
        this.password = password;
        this.nonce = nonce;
        String name = prepared(user).replace("=", "=3D").replace(",", "=2C");
        this.firstBare = "n=" + name + ",r=" + nonce;
    }

    private static String freshNonce() {
        byte[] octets = new byte[NONCE_OCTETS];
        new SecureRandom().nextBytes(octets);
        return Base64.getEncoder().encodeToString(octets);
    }

    private static String prepared(String text) {
        try {
            return PREPARATION.prepareQuery(text);
        } catch (IllegalArgumentException prohibited) {
            return text;
        }
    }

    @Override
    public String mechanism() {
        return NAME;
    }

    @Override
    public Optional<byte[]> initialResponse() {
        return Optional.of(octets(GS2_HEADER + firstBare));
    }

    @Override
    public Optional<byte[]> respond(byte[] challenge) {
        String words = new String(challenge, StandardCharsets.UTF_8);
        return switch (state) {
            case State.Begun ignored -> prove(words);
            case State.Proven(Secret signature) -> verify(words, signature);
            case State.Verified ignored -> Optional.empty();
            case State.Refused ignored -> Optional.empty();
            case State.Faulty ignored -> Optional.empty();
        };
    }

    @Override
    public Optional<String> fault() {
        return state instanceof State.Faulty(String fault) ? Optional.of(fault) : Optional.empty();
    }

    @Override
    public Optional<String> doubt() {
        return state instanceof State.Verified
                ? Optional.empty()
                : Optional.of(
                        NAME
                                + ": the server says that the login has succeeded, and has not"
                                + " proven that it knows the password");
    }

    private Optional<byte[]> prove(String serverFirst) {
        String[] parts = serverFirst.split(",", -1);
        if (parts.length < 3
                || !parts[0].startsWith("r=")
                || !parts[1].startsWith("s=")
                || !parts[2].startsWith("i=")) {
            // A mandatory extension that nobody knows here ("m=") too: RFC 5802 5.1.
            return faulty("expected nonce, salt and iteration count, found something else");
        }
        String both = parts[0].substring(2);
        if (!both.startsWith(nonce) || both.length() == nonce.length()) {
            return faulty("expected our nonce with the server's behind it, found another");
        }
        Optional<byte[]> salt = decoded(parts[1].substring(2));
        if (salt.isEmpty() || salt.get().length == 0) {
            return faulty("expected a salt in base64, found none");
        }
        String count = parts[2].substring(2);
        if (!count.matches("[1-9][0-9]{0,8}")
                || Integer.parseInt(count) < FEWEST_ITERATIONS
                || Integer.parseInt(count) > MOST_ITERATIONS) {
            return faulty(
                    "expected an iteration count from %d to %d, found %s; with mechanism = \"PLAIN\" in the configuration the account does without it"
                            .formatted(FEWEST_ITERATIONS, MOST_ITERATIONS, shortened(count)));
        }
        String finalBare = "c=" + base64(octets(GS2_HEADER)) + ",r=" + both;
        byte[] message = octets(firstBare + "," + serverFirst + "," + finalBare);
        return Optional.of(
                octets(finalBare + ",p=" + proof(salt.get(), Integer.parseInt(count), message)));
    }

    /** RFC 5802 3. */
    private String proof(byte[] salt, int iterations, byte[] authMessage) {
        byte[] salted = salted(salt, iterations);
        byte[] clientKey = hmac(salted, octets("Client Key"));
        byte[] serverKey = hmac(salted, octets("Server Key"));
        byte[] proof = hmac(sha256(clientKey), authMessage);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        state = new State.Proven(Secret.copyOf(hmac(serverKey, authMessage)));
        Arrays.fill(salted, (byte) 0);
        Arrays.fill(clientKey, (byte) 0);
        Arrays.fill(serverKey, (byte) 0);
        return base64(proof);
    }

    private Optional<byte[]> verify(String serverFinal, Secret expected) {
        if (serverFinal.startsWith("e=")) {
            state = new State.Refused();
            return Optional.of(new byte[0]);
        }
        String first = serverFinal.split(",", 2)[0];
        Optional<byte[]> found =
                first.startsWith("v=") ? decoded(first.substring(2)) : Optional.empty();
        if (found.isEmpty() || !expected.equals(Secret.copyOf(found.get()))) {
            return faulty("the server does not know the password: what it sent as proof is none");
        }
        state = new State.Verified();
        return Optional.of(new byte[0]);
    }

    private Optional<byte[]> faulty(String fault) {
        state = new State.Faulty(NAME + ": " + fault);
        return Optional.empty();
    }

    /** Hi() of RFC 5802 2.2. */
    private byte[] salted(byte[] salt, int iterations) {
        // The library takes text only; what is no UTF-8 is not for it.
        byte[] key = password.reveal();
        String text = new String(key, StandardCharsets.UTF_8);
        if (Arrays.equals(octets(text), key)) {
            Arrays.fill(key, (byte) 0);
            key = octets(prepared(text));
        }
        try {
            Mac mac = mac(key);
            mac.update(salt);
            byte[] step = mac.doFinal(new byte[] {0, 0, 0, 1});
            byte[] sum = step.clone();
            for (int i = 1; i < iterations; i++) {
                step = mac.doFinal(step);
                for (int k = 0; k < sum.length; k++) {
                    sum[k] ^= step[k];
                }
            }
            return sum;
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        return mac(key).doFinal(message);
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HMAC-SHA-256", e);
        }
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(octets(base64)));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static String shortened(String word) {
        String clean = word.replaceAll("[^ -~]", "?");
        return clean.length() <= 20 ? clean : clean.substring(0, 20) + "…";
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
