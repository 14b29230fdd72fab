package dev.postern.core.token;

import dev.postern.core.account.SecretKind;
import dev.postern.core.credential.CredentialOutcome;
import dev.postern.core.credential.CredentialOutcome.Available;
import dev.postern.core.credential.CredentialOutcome.Freshness;
import dev.postern.core.credential.CredentialOutcome.Missing;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.token.Condition.Gone;
import dev.postern.core.token.Condition.Good;
import dev.postern.core.token.Condition.Retrying;
import dev.postern.core.token.Condition.Stopped;
import dev.postern.core.token.Condition.Unsaved;

import java.util.Optional;

/** What a login can be told without asking the server. One thread. */
final class Answers {

    private final Ledger ledger;
    private final Outlook outlook;
    private final Ground ground;
    private final Replacements replacements;

    Answers(Ledger ledger, Outlook outlook, Ground ground, Replacements replacements) {
        this.ledger = ledger;
        this.outlook = outlook;
        this.ground = ground;
        this.replacements = replacements;
    }

    /** The token that we hold, if it is good for a login that begins now. */
    Optional<CredentialOutcome> fresh(Moment now) {
        AccessToken held = ledger.token();
        return held == null || !held.fresh(now) || (held.rejected() && replacements.due(now))
                ? Optional.empty()
                : available(held);
    }

    /** Why it gets none, or the last of what there is; empty if it is time to ask the server. */
    Optional<CredentialOutcome> refusal(Moment now) {
        return switch (outlook.condition()) {
            case Good ignored -> ground.missing().map(Answers::personNeeded);
            case Retrying retrying ->
                    until(
                            retrying.next(),
                            now,
                            unavailable(
                                    Sentences.retrying(
                                            ledger.account(),
                                            ledger.oauth(),
                                            retrying.words(),
                                            retrying.next())));
            case Stopped stopped ->
                    until(stopped.next(), now, personNeeded(stopped.trouble().words()));
            case Unsaved unsaved ->
                    until(
                            unsaved.next(),
                            now,
                            unavailable(
                                    Sentences.unsaved(
                                            ledger.account(),
                                            outlook.unwritten().orElse("."),
                                            unsaved.next())));
            case Gone ignored ->
                    Optional.of(
                            unavailable(
                                    "the account %s was changed or removed just now; log in again"
                                            .formatted(ledger.account().name())));
        };
    }

    private Optional<CredentialOutcome> until(Deadline next, Moment now, Missing refusal) {
        if (next.reached(now)) {
            return Optional.empty();
        }
        AccessToken held = ledger.token();
        return held != null && held.alive(now)
                ? available(held).or(() -> Optional.of(refusal))
                : Optional.of(refusal);
    }

    static Optional<CredentialOutcome> available(AccessToken held) {
        return held.copy()
                .map(secret ->
                        new Available(
                                secret,
                                SecretKind.TOKEN,
                                held.rejected() ? Freshness.REJECTED : Freshness.NOT_REJECTED));
    }

    static Missing unavailable(String sentence) {
        return new Missing(new UpstreamFailure.Unavailable(sentence));
    }

    private static Missing personNeeded(String sentence) {
        return new Missing(new UpstreamFailure.ConsentNeeded(sentence));
    }
}
