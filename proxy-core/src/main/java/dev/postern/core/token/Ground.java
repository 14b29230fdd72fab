package dev.postern.core.token;

import dev.postern.core.account.Grant;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.Vault;
import dev.postern.core.token.Flight.Which;

import java.util.Optional;

/** What an account's tokens can be asked for with. One thread. */
final class Ground {

    private final Vault vault;
    private final Ledger ledger;

    Ground(Vault vault, Ledger ledger) {
        this.vault = vault;
        this.ledger = ledger;
    }

    /** Empty if a person must give us something first: {@link #missing} says what. */
    Optional<TokenRequest> request(Which which) {
        return switch (ledger.oauth().grant()) {
            case Grant.AuthorizationCode ignored -> refresh(which);
            case Grant.DeviceCode ignored -> refresh(which);
            case Grant.ClientCredentials ignored ->
                    Optional.of(new TokenRequest.ClientCredentials());
            case Grant.Password ignored -> password().map(TokenRequest.Password::new);
            case Grant.ServiceAccount ignored -> Optional.of(new TokenRequest.ServiceAccount());
        };
    }

    private Optional<TokenRequest> refresh(Which which) {
        return ledger.record()
                .flatMap(record ->
                        switch (which) {
                            case CURRENT -> record.refresh();
                            case EARLIER -> record.earlier();
                        })
                .map(token -> new TokenRequest.Refresh(token.copy()));
    }

    private Optional<Secret> password() {
        return vault.password(ledger.account().name());
    }

    /** What a person must do before there can be a request; empty: nothing. */
    Optional<String> missing() {
        return switch (ledger.oauth().grant()) {
            case Grant.AuthorizationCode ignored -> neverSignedIn();
            case Grant.DeviceCode ignored -> neverSignedIn();
            case Grant.ClientCredentials ignored -> Optional.empty();
            case Grant.Password ignored -> noPassword();
            case Grant.ServiceAccount ignored -> Optional.empty();
        };
    }

    private Optional<String> neverSignedIn() {
        return ledger.record().flatMap(TokenRecord::refresh).isPresent()
                ? Optional.empty()
                : Optional.of(
                        Sentences.neverSignedIn(ledger.account(), ledger.oauth(), ledger.found()));
    }

    private Optional<String> noPassword() {
        Optional<Secret> password = password();
        password.ifPresent(Secret::wipe);
        return password.isPresent()
                ? Optional.empty()
                : Optional.of(Sentences.noPassword(ledger.account()));
    }
}
