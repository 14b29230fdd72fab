package dev.postern.app.notice;

import dev.postern.core.token.TokenEvent;
import dev.postern.core.token.TokenListener;

import java.util.Optional;
import java.util.function.Consumer;

/** Makes notices of what the token engine says. */
public record TokenNotices(Consumer<Notice> notices) implements TokenListener {

    @Override
    public void told(TokenEvent event) {
        notices.accept(
                new Notice(
                        word(event.kind()),
                        Optional.of(event.account()),
                        Optional.empty(),
                        event.at(),
                        event.sentence(),
                        command(event)));
    }

    private static String word(TokenEvent.Kind kind) {
        return switch (kind) {
            case CONSENT_NEEDED -> "consent-needed";
            case REVOKED -> "revoked";
            case REGISTRATION_WRONG -> "registration-wrong";
            case VAULT_UNWRITABLE -> "vault-unwritable";
            case HEALTHY_AGAIN -> "healthy-again";
        };
    }

    private static Optional<String> command(TokenEvent event) {
        return switch (event.kind()) {
            case CONSENT_NEEDED, REVOKED, REGISTRATION_WRONG ->
                    Optional.of("postern account login " + event.account());
            case VAULT_UNWRITABLE -> Optional.of("postern vault status");
            case HEALTHY_AGAIN -> Optional.empty();
        };
    }
}
