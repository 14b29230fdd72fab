package dev.postern.core.sasl;

import dev.postern.core.secret.Secret;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * LOGIN (draft-murchison-sasl-login): the server asks for the user, then for the password; what it
 * calls them is not to be relied on.
 */
final class Login implements SaslExchange {

    private static final int USER = 0;
    private static final int PASSWORD = 1;

    private final String user;
    private final Secret secret;
    private int answered = USER;

    Login(String user, Secret secret) {
        this.user = user;
        this.secret = secret;
    }

    @Override
    public String mechanism() {
        return "LOGIN";
    }

    @Override
    public Optional<byte[]> initialResponse() {
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> respond(byte[] challenge) {
        return switch (answered++) {
            case USER -> Optional.of(user.getBytes(StandardCharsets.UTF_8));
            case PASSWORD -> Optional.of(secret.reveal());
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<String> doubt() {
        return answered > PASSWORD
                ? Optional.empty()
                : Optional.of(
                        "LOGIN: the server says that the login has succeeded, and has not asked for"
                                + " the password");
    }
}
