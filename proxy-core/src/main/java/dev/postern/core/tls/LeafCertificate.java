package dev.postern.core.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What a listener shows its clients.
 *
 * @param chain the leaf, then who signed it; without the root, which clients have
 */
public record LeafCertificate(PrivateKey key, List<X509Certificate> chain) {

    public LeafCertificate {
        chain = List.copyOf(chain);
    }

    /** From then on clients refuse it. */
    public Instant begins() {
        return chain.getFirst().getNotBefore().toInstant();
    }

    public Instant expires() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "LeafCertificate[serial=%x, expires=%s]"
                .formatted(chain.getFirst().getSerialNumber(), expires());
    }
}
