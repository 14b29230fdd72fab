package dev.postern.core.credential;

import dev.postern.core.secret.Secret;

import java.util.Arrays;

/** Copies of secrets, for owners who wipe at different times. */
final class Secrets {

    private Secrets() {}

    static Secret copy(Secret secret) {
        byte[] octets = secret.reveal();
        try {
            return Secret.copyOf(octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }
}
