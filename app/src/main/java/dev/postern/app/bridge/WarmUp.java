package dev.postern.app.bridge;

import dev.postern.core.net.Transport;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/**
 * Has another core begin what takes long at each start and depends on nothing, while the
 * configuration is read: loading BoringSSL, and the tables that the JDK makes of the curve P-256,
 * the one of certificates.
 */
final class WarmUp {
    private WarmUp() {}

    static void begin() {
        Thread.ofPlatform().daemon().name("postern-warm-up").start(WarmUp::run);
    }

    private static void run() {
        Transport.bestTls();
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
            pairs.initialize(new ECGenParameterSpec("secp256r1"));
            pairs.generateKeyPair();
        } catch (GeneralSecurityException unknown) {
            // Whoever needs it hears of it.
        }
    }
}
