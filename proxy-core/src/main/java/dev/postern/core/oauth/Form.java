package dev.postern.core.oauth;

import dev.postern.core.secret.Secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of one request, as RFC 6749 appendix B writes them, and what it shows beside them.
 * Not thread-safe. Prints no value.
 */
final class Form {

    /** What is shorter than that is no secret, and would be found in any sentence. */
    private static final int SHORTEST_SECRET = 4;

    private static final String UNRESERVED = "*-._";
    private static final String HEX = "0123456789ABCDEF";

    private final Map<String, Secret> parameters = new LinkedHashMap<>();
    private final Map<String, Secret> hidden = new LinkedHashMap<>();
    private Optional<Secret> authorization = Optional.empty();

    /** Nothing is added for an empty value: to a server the two are alike (RFC 6749 3.2). */
    Form add(String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, Secret.of(value));
        }
        return this;
    }

    /**
     * The same, for what must not be repeated to anybody.
     *
     * @param value stays the caller's
     */
    Form add(String name, Secret value) {
        byte[] octets = value.reveal();
        try {
            hidden.put(name, Secret.copyOf(octets));
            parameters.put(name, Secret.copyOf(octets));
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
        return this;
    }

    /** Those that are not there yet; a parameter stands in a request once (RFC 6749 3.2). */
    Form addMissing(Map<String, String> more) {
        more.forEach((name, value) -> {
            if (!parameters.containsKey(name)) {
                add(name, value);
            }
        });
        return this;
    }

    /** Basic, with id and secret encoded as parameters are (RFC 6749 2.3.1). */
    Form authorize(String id, Secret secret) {
        byte[] octets = secret.reveal();
        Octets pair = new Octets();
        encode(id.getBytes(StandardCharsets.UTF_8), pair);
        pair.add((byte) ':');
        encode(octets, pair);
        byte[] plain = pair.taken();
        byte[] encoded = Base64.getEncoder().encode(plain);
        byte[] header = new byte[encoded.length + 6];
        System.arraycopy("Basic ".getBytes(StandardCharsets.US_ASCII), 0, header, 0, 6);
        System.arraycopy(encoded, 0, header, 6, encoded.length);
        authorization = Optional.of(Secret.copyOf(header));
        hidden.put("authorization", Secret.copyOf(encoded));
        hidden.put("client_secret", Secret.copyOf(octets));
        for (byte[] used : List.of(octets, plain, encoded, header)) {
            Arrays.fill(used, (byte) 0);
        }
        return this;
    }

    Optional<Secret> authorization() {
        return authorization;
    }

    /** The body of the request; the caller wipes it. */
    Secret encoded() {
        Octets body = new Octets();
        parameters.forEach((name, value) -> {
            if (!body.isEmpty()) {
                body.add((byte) '&');
            }
            byte[] octets = value.reveal();
            encode(name.getBytes(StandardCharsets.UTF_8), body);
            body.add((byte) '=');
            encode(octets, body);
            Arrays.fill(octets, (byte) 0);
        });
        byte[] whole = body.taken();
        Secret encoded = Secret.copyOf(whole);
        Arrays.fill(whole, (byte) 0);
        return encoded;
    }

    /** {@code text} without what this form hides: servers have repeated what they were sent. */
    String redacted(String text) {
        String clean = text;
        for (Secret secret : hidden.values()) {
            if (secret.length() >= SHORTEST_SECRET) {
                clean = clean.replace(secret.revealText(), secret.toString());
            }
        }
        return clean;
    }

    void wipe() {
        parameters.values().forEach(Secret::wipe);
        hidden.values().forEach(Secret::wipe);
        authorization.ifPresent(Secret::wipe);
    }

    @Override
    public String toString() {
        return parameters.toString();
    }

    private static void encode(byte[] octets, Octets to) {
        for (byte octet : octets) {
            if (octet == ' ') {
                to.add((byte) '+');
            } else if (isUnreserved(octet)) {
                to.add(octet);
            } else {
                to.add((byte) '%');
                to.add((byte) HEX.charAt((octet >> 4) & 0xf));
                to.add((byte) HEX.charAt(octet & 0xf));
            }
        }
    }

    private static boolean isUnreserved(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || UNRESERVED.indexOf(octet) >= 0;
    }
}
