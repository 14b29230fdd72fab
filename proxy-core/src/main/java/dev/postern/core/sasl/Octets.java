package dev.postern.core.sasl;

import dev.postern.core.secret.Secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds a message that has a secret in it and leaves no copy behind. */
final class Octets {

    private Octets() {}

    static byte[] around(String before, Secret secret, String after) {
        byte[] head = before.getBytes(StandardCharsets.UTF_8);
        byte[] body = secret.reveal();
        byte[] tail = after.getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(head, head.length + body.length + tail.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        System.arraycopy(tail, 0, whole, head.length + body.length, tail.length);
        Arrays.fill(body, (byte) 0);
        return whole;
    }
}
