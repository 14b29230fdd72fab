package dev.postern.core.token;

import dev.postern.core.account.Account;
import dev.postern.core.account.Grant;
import dev.postern.core.state.StateException;
import dev.postern.core.token.Condition.Doubt;
import dev.postern.core.token.Condition.Gone;
import dev.postern.core.token.Condition.Good;
import dev.postern.core.token.Condition.Retrying;
import dev.postern.core.token.Condition.Stopped;
import dev.postern.core.token.Condition.Unsaved;
import dev.postern.core.token.Flight.Which;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** From what a server has said so far to whether and when it is asked again. One thread. */
final class Outlook {

    private final Timing timing;
    private final Schedule schedule;
    private final Announcements announcements;
    private Condition condition = new Good();

    /** Why the vault has an older record than we. */
    private Optional<String> unwritten = Optional.empty();

    Outlook(Timing timing, Schedule schedule, Announcements announcements) {
        this.timing = timing;
        this.schedule = schedule;
        this.announcements = announcements;
    }

    Condition condition() {
        return condition;
    }

    Optional<String> unwritten() {
        return unwritten;
    }

    /** An earlier life of the process has found this. */
    void restored(Trouble trouble, Moment tried) {
        condition = new Stopped(trouble, new Deadline(tried, schedule.daily()));
        announcements.alreadyTold(trouble.kind().event());
    }

    /** The server has given tokens. */
    void good(Account account) {
        condition = new Good();
        if (unwritten.isEmpty()) {
            announcements.healthy(account);
        }
    }

    /** There is nothing to ask with; what is missing is looked for anew at each login. */
    void nothingToAskWith() {
        condition = new Good();
    }

    void gone() {
        condition = new Gone();
    }

    /** Somebody has changed something: a refusal that this can have mended is worth a try. */
    void mayBeMended(Grant grant) {
        if (condition instanceof Stopped(Trouble trouble, Deadline ignored)
                && (trouble.kind() == Trouble.Kind.REGISTRATION_WRONG || !grant.needsPerson())) {
            condition = new Stopped(trouble, new Deadline(timing.now(), Duration.ZERO));
        }
    }

    void written() {
        unwritten = Optional.empty();
    }

    void cannotBeWritten(Account account, StateException refused) {
        String sentence = String.valueOf(refused.getMessage());
        unwritten = Optional.of(sentence);
        announcements.trouble(account, TokenEvent.Kind.VAULT_UNWRITABLE, sentence);
    }

    /** These tokens wait for the vault. */
    void unsaved(TokenRecord record, AccessToken token) {
        int failures = condition instanceof Unsaved before ? before.failures() + 1 : 1;
        condition = new Unsaved(record, token, failures, later(failures, Optional.empty()));
    }

    /** It may pass. */
    void failed(String words, Optional<Duration> retryAfter) {
        switch (condition) {
            case Stopped(Trouble trouble, Deadline ignored) ->
                    condition = new Stopped(trouble, later(Integer.MAX_VALUE, retryAfter));
            case Retrying(int failures, Deadline ignored, String before, Optional<Doubt> doubt) ->
                    condition =
                            new Retrying(
                                    failures + 1, later(failures + 1, retryAfter), words, doubt);
            case Good ignored ->
                    condition = new Retrying(1, later(1, retryAfter), words, Optional.empty());
            // Nothing is asked for in these.
            case Unsaved ignored -> {}
            case Gone ignored -> {}
        }
    }

    /** What follows from "invalid grant". */
    enum Doubted {
        ASK_AGAIN_LATER,
        /** The last resort: the refresh token before the one that was refused. */
        TRY_EARLIER,
        BELIEVE
    }

    /**
     * The server says that the grant is invalid.
     *
     * @param earlier whether there is another refresh token
     */
    Doubted doubted(Which refused, Earlier earlier, String words) {
        if (condition instanceof Stopped) {
            return Doubted.BELIEVE;
        }
        Moment now = timing.now();
        Optional<Doubt> before =
                condition instanceof Retrying retrying ? retrying.doubt() : Optional.empty();
        Doubt doubt = before.map(Doubt::again).orElseGet(() -> new Doubt(now, 1));
        Deadline next = new Deadline(now, schedule.doubt(doubt.refusals()));
        if (!doubt.certain(now)) {
            condition = new Retrying(doubt.refusals(), next, words, Optional.of(doubt));
            return Doubted.ASK_AGAIN_LATER;
        }
        // Not sooner: a server that expects rotation takes an old one for a thief's (RFC 9700
        // 4.14.2) and voids the new one, too, which it may have refused by mistake only.
        if (refused == Which.CURRENT && earlier == Earlier.KEPT) {
            condition = new Retrying(doubt.refusals(), next, words, before);
            return Doubted.TRY_EARLIER;
        }
        return Doubted.BELIEVE;
    }

    /** Whether the refresh token before the current one is still there. */
    enum Earlier {
        KEPT,
        NONE
    }

    /** A person is needed. */
    Trouble stop(Account account, Trouble.Kind kind, String words) {
        Moment now = timing.now();
        Instant since =
                condition instanceof Stopped(Trouble before, Deadline ignored)
                                && before.kind() == kind
                        ? before.since()
                        : now.wall();
        Trouble trouble = new Trouble(kind, since, now.wall(), words);
        Duration pause =
                switch (kind) {
                    case CONSENT_NEEDED, REVOKED -> schedule.daily();
                    case REGISTRATION_WRONG -> Schedule.REGISTRATION;
                };
        condition = new Stopped(trouble, new Deadline(now, pause));
        announcements.trouble(account, kind.event(), words);
        return trouble;
    }

    private Deadline later(int failures, Optional<Duration> retryAfter) {
        return new Deadline(timing.now(), schedule.backoff(failures, retryAfter));
    }
}
