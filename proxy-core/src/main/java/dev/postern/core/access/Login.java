package dev.postern.core.access;

import dev.postern.core.access.LoginThrottle.Kind;
import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

/**
 * A login of which is known what came with it.
 *
 * @param user as typed
 */
record Login(String user, Proof proof, Protocol protocol, Source source) {

    /** What the client has shown. */
    sealed interface Proof {

        /** A generated secret, which may be anybody's or nobody's. */
        record Generated(String id, Secret mac) implements Proof {}

        /** What would be a generated secret but for a typing error. */
        record Mistyped() implements Proof {}

        /** The password that belongs to this hash. */
        record Chosen(Argon2id hash) implements Proof {}

        /** Anything else. */
        record Nothing() implements Proof {}
    }

    Kind kind() {
        return switch (proof) {
            case Proof.Generated ignored -> Kind.GENERATED;
            case Proof.Mistyped ignored -> Kind.GENERATED;
            case Proof.Chosen ignored -> Kind.CHOSEN;
            case Proof.Nothing ignored -> Kind.CHOSEN;
        };
    }

    /** Id of the generated secret; empty if there is none that can be read. */
    String secretId() {
        return proof instanceof Proof.Generated generated ? generated.id() : "";
    }
}
