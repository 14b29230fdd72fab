package dev.postern.core.token;

import dev.postern.core.account.Grant;
import dev.postern.core.token.Condition.Gone;
import dev.postern.core.token.Condition.Good;
import dev.postern.core.token.Condition.Retrying;
import dev.postern.core.token.Condition.Stopped;
import dev.postern.core.token.Condition.Unsaved;
import dev.postern.core.token.RecordSlot.Content;
import dev.postern.core.token.TokenHealth.State;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An account's health as people see it. */
final class HealthView {

    private HealthView() {}

    static TokenHealth of(
            Ledger ledger, Outlook outlook, Optional<Flight> flight, Replacements replacements) {
        Condition condition = outlook.condition();
        return new TokenHealth(
                flight.isPresent() ? State.REFRESHING : state(ledger, outlook, replacements),
                signedInAs(ledger),
                ledger.record().map(TokenRecord::signedIn),
                Optional.ofNullable(ledger.token()).map(token -> token.expiry().wall()),
                ledger.refreshed(),
                ledger.record().flatMap(TokenRecord::scope).map(Scopes::in).orElse(List.of()),
                Optional.empty(),
                failure(ledger, outlook, replacements),
                next(condition));
    }

    private static State state(Ledger ledger, Outlook outlook, Replacements replacements) {
        if (outlook.unwritten().isPresent()) {
            return State.VAULT_UNWRITABLE;
        }
        return switch (outlook.condition()) {
            case Good ignored when replacements.holdBack() -> State.TOKENS_REJECTED;
            case Good ignored -> whenGood(ledger);
            case Retrying ignored -> State.RETRYING;
            case Stopped(Trouble trouble, Deadline ignored) ->
                    switch (trouble.kind()) {
                        case CONSENT_NEEDED -> State.CONSENT_NEEDED;
                        case REVOKED -> State.REVOKED;
                        case REGISTRATION_WRONG -> State.REGISTRATION_WRONG;
                    };
            case Unsaved ignored -> State.VAULT_UNWRITABLE;
            case Gone ignored -> State.NEVER_SIGNED_IN;
        };
    }

    private static State whenGood(Ledger ledger) {
        if (!ledger.oauth().grant().needsPerson()) {
            return ledger.refreshed().isPresent() ? State.GOOD : State.NOT_ASKED_YET;
        }
        return switch (ledger.found()) {
            case Content.Mine ignored -> State.GOOD;
            case Content.Nothing ignored -> State.NEVER_SIGNED_IN;
            case Content.Others ignored -> State.NEVER_SIGNED_IN;
            case Content.Unreadable ignored -> State.RECORD_UNREADABLE;
        };
    }

    private static Optional<String> signedInAs(Ledger ledger) {
        return switch (ledger.oauth().grant()) {
            case Grant.AuthorizationCode ignored -> Optional.empty();
            case Grant.DeviceCode ignored -> Optional.empty();
            // Of nobody: the registration itself is trusted.
            case Grant.ClientCredentials ignored -> Optional.empty();
            case Grant.Password ignored -> Optional.of(ledger.account().address());
            case Grant.ServiceAccount ignored -> Optional.of(ledger.account().address());
        };
    }

    private static Optional<String> failure(
            Ledger ledger, Outlook outlook, Replacements replacements) {
        return switch (outlook.condition()) {
            case Retrying retrying -> Optional.of(retrying.words());
            case Stopped stopped -> Optional.of(stopped.trouble().words());
            case Unsaved ignored -> outlook.unwritten();
            case Gone ignored -> Optional.empty();
            case Good ignored when outlook.unwritten().isPresent() -> outlook.unwritten();
            case Good ignored when replacements.holdBack() ->
                    Optional.of(Sentences.tokensRejected(ledger.account(), ledger.oauth()));
            case Good ignored ->
                    ledger.found() instanceof Content.Unreadable(String sentence)
                            ? Optional.of(sentence)
                            : Optional.empty();
        };
    }

    private static Optional<Instant> next(Condition condition) {
        return switch (condition) {
            case Good ignored -> Optional.empty();
            case Retrying retrying -> Optional.of(retrying.next().wall());
            case Stopped stopped -> Optional.of(stopped.next().wall());
            case Unsaved unsaved -> Optional.of(unsaved.next().wall());
            case Gone ignored -> Optional.empty();
        };
    }
}
