package dev.postern.core.token;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.credential.CredentialOutcome;
import dev.postern.core.credential.CredentialOutcome.Available;
import dev.postern.core.oauth.SignInOutcome;
import dev.postern.core.oauth.TokenReply;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateException;
import dev.postern.core.token.Condition.Gone;
import dev.postern.core.token.Condition.Good;
import dev.postern.core.token.Condition.Retrying;
import dev.postern.core.token.Condition.Stopped;
import dev.postern.core.token.Condition.Unsaved;
import dev.postern.core.token.Flight.Which;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One account: who waits for a token, the one request that may be under way, and what becomes of
 * its reply. {@link #ready}, {@link #rejected}, {@link #usedWithin} and {@link #health} are for any
 * thread; all else belongs to the engine's worker.
 */
final class AccountTokens {

    private final Means means;
    private final Outlook outlook;
    private final Ledger ledger;
    private final Ground ground;
    private final Replacements replacements;
    private final Answers answers;
    private final Deque<CompletableFuture<CredentialOutcome>> waiting = new ArrayDeque<>();
    private Optional<Flight> flight = Optional.empty();

    /** Sign-ins so far: a reply to a request from before the last one is void. */
    private int consents;

    private volatile Optional<Moment> used = Optional.empty();
    private volatile TokenHealth health;

    AccountTokens(
            Means means,
            RecordSlot slot,
            Announcements announcements,
            Account account,
            Credential.Oauth oauth) {
        this.means = means;
        outlook = new Outlook(means.timing(), means.schedule(), announcements);
        ledger = new Ledger(means, slot, outlook, account, oauth);
        ground = new Ground(means.vault(), ledger);
        replacements = new Replacements(means.schedule());
        answers = new Answers(ledger, outlook, ground, replacements);
        health = HealthView.of(ledger, outlook, flight, replacements);
    }

    /** A token that a login may use at once. */
    Optional<CredentialOutcome> ready() {
        Moment now = means.timing().now();
        used = Optional.of(now);
        AccessToken held = ledger.token();
        return held == null || held.rejected() || !held.fresh(now)
                ? Optional.empty()
                : Answers.available(held);
    }

    /** The mail server refused it; from now on {@link #ready} does not give it. */
    void rejected(Secret secret) {
        AccessToken held = ledger.token();
        if (held != null && held.is(secret) && held.reject()) {
            means.worker().execute(() -> afterRejection(held));
        }
    }

    boolean usedWithin(Duration period) {
        return used.filter(last -> !new Deadline(last, period).reached(means.timing().now()))
                .isPresent();
    }

    TokenHealth health() {
        return health.usedAt(used.map(Moment::wall));
    }

    /** Completes {@code waiter} now, or when the request that is needed has been answered. */
    void wanted(CompletableFuture<CredentialOutcome> waiter) {
        waiting.add(waiter);
        proceed();
    }

    /** Does what is due though nobody waits for it; true if a request is under way then. */
    boolean background() {
        if (flight.isEmpty() && due(means.timing().now())) {
            attempt();
            proceed();
        }
        return flight.isPresent();
    }

    /** The configuration says this now; who changed it may have mended what was wrong. */
    void configured(Account account, Credential.Oauth oauth) {
        ledger.configured(account, oauth);
        if (flight.isEmpty()) {
            ledger.lookAgain();
        }
        outlook.mayBeMended(oauth.grant());
        proceed();
    }

    /** Whether the server owes us an answer. */
    boolean inFlight() {
        return flight.isPresent();
    }

    /** Whether something must come to its end before this may be forgotten. */
    boolean busy() {
        return inFlight() || !waiting.isEmpty() || outlook.condition() instanceof Unsaved;
    }

    /** Nobody asks for this account any more. */
    void gone() {
        ledger.gone();
        proceed();
    }

    /** What a person's sign-in has brought. */
    SignInOutcome redeemed(Account account, Credential.Oauth oauth, TokenReply reply) {
        SignInOutcome outcome =
                switch (reply) {
                    case TokenReply.Granted granted -> signedIn(account, oauth, granted);
                    case TokenReply.Refused refused -> SignIn.refused(oauth, refused);
                    case TokenReply.Failed failed -> new SignInOutcome.TryLater(failed.detail());
                    case TokenReply.Unaskable(String sentence) ->
                            new SignInOutcome.Refused(sentence);
                };
        wipe(reply);
        proceed();
        return outcome;
    }

    private SignInOutcome signedIn(
            Account account, Credential.Oauth oauth, TokenReply.Granted granted) {
        ledger.configured(account, oauth);
        try {
            SignIn.Renewal renewal = ledger.signedIn(granted);
            consents++;
            replacements.forget();
            used = Optional.of(means.timing().now());
            return new SignInOutcome.SignedIn(SignIn.note(oauth, granted, renewal));
        } catch (StateException refused) {
            return new SignInOutcome.Refused(
                    "The sign-in went well, but could not be stored, so it is lost. %s Then sign in again."
                            .formatted(refused.getMessage()));
        }
    }

    /** Answers who waits, and asks the server if that is needed for it. */
    private void proceed() {
        while (!waiting.isEmpty()) {
            Moment now = means.timing().now();
            Optional<CredentialOutcome> outcome = answers.fresh(now);
            if (outcome.isEmpty() && flight.isPresent()) {
                break;
            }
            outcome = outcome.or(() -> answers.refusal(now));
            if (outcome.isPresent()) {
                give(waiting.remove(), outcome.get());
            } else {
                attempt();
            }
        }
        health = HealthView.of(ledger, outlook, flight, replacements);
    }

    /** Who gave up waiting gets nothing that somebody would have to wipe. */
    private static void give(
            CompletableFuture<CredentialOutcome> waiter, CredentialOutcome outcome) {
        if (!waiter.complete(outcome) && outcome instanceof Available available) {
            available.secret().wipe();
        }
    }

    private boolean due(Moment now) {
        return switch (outlook.condition()) {
            case Good ignored -> renewalDue(now) || ledger.dailyDue(now);
            case Retrying retrying -> retrying.next().reached(now);
            case Stopped(Trouble trouble, Deadline next) ->
                    trouble.kind() != Trouble.Kind.REGISTRATION_WRONG
                            && ledger.oauth().grant().needsPerson()
                            && next.reached(now);
            case Unsaved unsaved -> unsaved.next().reached(now);
            case Gone ignored -> false;
        };
    }

    /** An account that nobody uses is not kept warm: each rotation is a small risk. */
    private boolean renewalDue(Moment now) {
        AccessToken held = ledger.token();
        return held != null
                && held.renewalDue(now)
                && usedWithin(Schedule.DAILY)
                && ground.missing().isEmpty();
    }

    private void attempt() {
        switch (outlook.condition()) {
            case Unsaved unsaved -> ledger.saveAgain(unsaved);
            case Good ignored -> launch(Which.CURRENT);
            case Retrying ignored -> launch(Which.CURRENT);
            case Stopped ignored -> launch(Which.CURRENT);
            case Gone ignored -> {}
        }
    }

    private void launch(Which which) {
        Optional<TokenRequest> request = ground.request(which);
        if (request.isEmpty()) {
            outlook.nothingToAskWith();
            return;
        }
        Flight started = new Flight(ledger.oauth(), request.get(), which, consents);
        flight = Optional.of(started);
        means.ask(ledger.account(), started.oauth(), started.request())
                .thenAcceptAsync(reply -> landed(started, reply), means.worker());
    }

    private void landed(Flight landed, TokenReply reply) {
        flight = Optional.empty();
        if (landed.consent() == consents) {
            switch (reply) {
                case TokenReply.Granted granted -> granted(landed, granted);
                case TokenReply.Refused refused -> refused(landed, refused);
                case TokenReply.Failed(String detail, var retryAfter) ->
                        outlook.failed(detail, retryAfter);
                case TokenReply.Unaskable(String sentence) ->
                        stop(Trouble.Kind.REGISTRATION_WRONG, sentence);
            }
        }
        landed.wipe();
        wipe(reply);
        proceed();
    }

    private void granted(Flight landed, TokenReply.Granted reply) {
        if (landed.request() instanceof TokenRequest.Refresh(Secret spent)) {
            ledger.renewed(landed.oauth(), spent, reply);
        } else {
            ledger.granted(landed.oauth(), reply);
        }
    }

    private void refused(Flight landed, TokenReply.Refused refused) {
        String words = Refusals.words(refused);
        switch (Refusals.of(refused.error())) {
            case TRANSIENT -> outlook.failed(words, Optional.empty());
            case REGISTRATION ->
                    stop(
                            Trouble.Kind.REGISTRATION_WRONG,
                            SignIn.registration(landed.oauth(), words));
            case CONSENT -> stop(Trouble.Kind.CONSENT_NEEDED, words);
            case DOUBTFUL -> {
                switch (outlook.doubted(landed.which(), ledger.earlier(), words)) {
                    case ASK_AGAIN_LATER -> {}
                    case TRY_EARLIER -> launch(Which.EARLIER);
                    case BELIEVE -> stop(Refusals.end(refused), words);
                }
            }
        }
    }

    private void stop(Trouble.Kind kind, String words) {
        ledger.stop(kind, Sentences.stopped(ledger.account(), ledger.oauth(), kind, words));
    }

    /** What counts has been copied. */
    private static void wipe(TokenReply reply) {
        if (reply instanceof TokenReply.Granted granted) {
            granted.accessToken().wipe();
            granted.refreshToken().ifPresent(Secret::wipe);
        }
    }

    private void afterRejection(AccessToken refused) {
        if (ledger.token() == refused) {
            replacements.rejected(refused, means.timing().now());
            if (!replacements.holdBack()) {
                ledger.dropToken();
            }
            proceed();
        }
    }
}
