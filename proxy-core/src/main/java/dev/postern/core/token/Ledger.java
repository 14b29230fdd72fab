package dev.postern.core.token;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.oauth.TokenReply;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateException;
import dev.postern.core.token.Condition.Stopped;
import dev.postern.core.token.Condition.Unsaved;
import dev.postern.core.token.RecordSlot.Content;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One account's tokens, in memory and in the vault, and the one place that changes them. All but
 * {@link #token} belongs to the engine's worker, since it waits for the disk.
 */
final class Ledger {
    private final Timing timing;
    private final Schedule schedule;
    private final RecordSlot slot;
    private final Outlook outlook;
    private Account account;
    private Credential.Oauth oauth;

    /** What lay in the vault when it was last looked at. */
    private Content found = new Content.Nothing();

    private Optional<TokenRecord> record = Optional.empty();
    private Optional<Instant> refreshed = Optional.empty();
    private Deadline daily;
    private volatile @Nullable AccessToken token;

    Ledger(Means means, RecordSlot slot, Outlook outlook, Account account, Credential.Oauth oauth) {
        this.timing = means.timing();
        this.schedule = means.schedule();
        this.slot = slot;
        this.outlook = outlook;
        this.account = account;
        this.oauth = oauth;
        daily = new Deadline(timing.now(), schedule.daily());
        load();
    }

    Account account() {
        return account;
    }

    Credential.Oauth oauth() {
        return oauth;
    }

    /** What the vault has of this server and registration. */
    Optional<TokenRecord> record() {
        return record;
    }

    Content found() {
        return found;
    }

    Optional<Instant> refreshed() {
        return refreshed;
    }

    /** From any thread; it may be wiped meanwhile. */
    @Nullable AccessToken token() {
        return token;
    }

    boolean dailyDue(Moment now) {
        return record.flatMap(TokenRecord::refresh).isPresent() && daily.reached(now);
    }

    private void load() {
        if (!oauth.grant().needsPerson()) {
            return;
        }
        Moment now = timing.now();
        found = slot.read();
        record = Optional.empty();
        if (found instanceof Content.Mine(TokenRecord mine)) {
            record = Optional.of(mine);
            refreshed = Optional.of(mine.refreshed());
            daily = new Deadline(now.recalled(mine.refreshed()).orElse(now), schedule.daily());
            token =
                    mine.access()
                            .flatMap(access -> AccessToken.restored(access, now, schedule))
                            .orElse(null);
            mine.trouble()
                    .ifPresent(trouble ->
                            outlook.restored(trouble, now.recalled(trouble.tried()).orElse(now)));
        }
    }

    /** The configuration says this now. */
    void configured(Account account, Credential.Oauth oauth) {
        if (!Key.sameTokens(this.oauth, oauth)) {
            dropToken();
        }
        this.account = account;
        this.oauth = oauth;
    }

    /**
     * Looks whether a person has put tokens into the vault, or taken them away; not while a request
     * with one of them is under way.
     */
    void lookAgain() {
        if (!oauth.grant().needsPerson() || outlook.condition() instanceof Unsaved) {
            return;
        }
        Content now = slot.read();
        if (now instanceof Content.Mine(TokenRecord same)) {
            same.wipe();
        }
        if (record.isPresent() != (now instanceof Content.Mine)) {
            dropToken();
            outlook.nothingToAskWith();
            load();
        }
    }

    void dropToken() {
        AccessToken dropped = token;
        token = null;
        if (dropped != null) {
            dropped.wipe();
        }
    }

    /** Whether the refresh token before the current one is still there. */
    Outlook.Earlier earlier() {
        return record.flatMap(TokenRecord::earlier).isPresent()
                ? Outlook.Earlier.KEPT
                : Outlook.Earlier.NONE;
    }

    /** Tokens that need no refresh token, and so no vault. */
    void granted(Credential.Oauth asked, TokenReply.Granted reply) {
        Moment now = timing.now();
        settle(fresh(asked, reply, now), now);
    }

    /**
     * The server took the refresh token {@code used}. A new one is on the disk before anybody gets
     * what came with it.
     *
     * @param asked what the configuration said when the server was asked
     */
    void renewed(Credential.Oauth asked, Secret used, TokenReply.Granted reply) {
        Moment now = timing.now();
        AccessToken fresh = fresh(asked, reply, now);
        TokenRecord next =
                record.orElseThrow().renewed(used, reply, TokenRecord.Access.of(reply, fresh));
        boolean rotated = !next.earlier().isEmpty();
        try {
            save(next, fresh, now);
        } catch (StateException refused) {
            outlook.cannotBeWritten(account, refused);
            if (rotated) {
                outlook.unsaved(next, fresh);
            } else {
                // The vault has all that a restart needs.
                replaceRecord(next);
                settle(fresh, now);
            }
        }
    }

    void saveAgain(Unsaved unsaved) {
        try {
            save(unsaved.record(), unsaved.token(), timing.now());
        } catch (StateException refused) {
            outlook.cannotBeWritten(account, refused);
            outlook.unsaved(unsaved.record(), unsaved.token());
        }
    }

    private void save(TokenRecord next, AccessToken fresh, Moment now) {
        if (slot.replace(next)) {
            outlook.written();
            replaceRecord(next);
            settle(fresh, now);
        } else {
            // Somebody has signed in elsewhere, or taken the tokens away: these are nobody's.
            fresh.wipe();
            next.wipe();
            dropToken();
            outlook.nothingToAskWith();
            load();
        }
    }

    private void replaceRecord(TokenRecord next) {
        record.ifPresent(TokenRecord::wipe);
        record = Optional.of(next);
    }

    private void settle(AccessToken fresh, Moment now) {
        if (token != fresh) {
            dropToken();
        }
        token = fresh;
        refreshed = Optional.of(now.wall());
        daily = new Deadline(now, schedule.daily());
        outlook.good(account);
    }

    /**
     * A person has signed in.
     *
     * @throws StateException if it could not be written; everything is as before then
     */
    SignIn.Renewal signedIn(TokenReply.Granted reply) {
        Moment now = timing.now();
        if (!oauth.grant().needsPerson()) {
            granted(oauth, reply);
            return SignIn.Renewal.POSSIBLE;
        }
        AccessToken fresh = fresh(oauth, reply, now);
        Optional<Secret> kept = reply.refreshToken().isPresent() ? Optional.empty() : stillGood();
        TokenRecord next =
                TokenRecord.consented(
                        slot.owner(),
                        reply.refreshToken().map(Secret::copy).or(() -> kept),
                        TokenRecord.Access.of(reply, fresh),
                        reply.scope());
        try {
            slot.put(next);
        } catch (StateException refused) {
            outlook.cannotBeWritten(account, refused);
            fresh.wipe();
            next.wipe();
            throw refused;
        }
        outlook.written();
        replaceRecord(next);
        found = new Content.Mine(next);
        settle(fresh, now);
        return reply.refreshToken().isPresent()
                ? SignIn.Renewal.POSSIBLE
                : kept.isPresent() ? SignIn.Renewal.BY_EARLIER_CONSENT : SignIn.Renewal.NONE;
    }

    /** A copy of the refresh token that we have, unless the server has refused it. */
    private Optional<Secret> stillGood() {
        Optional<TokenRecord> latest =
                outlook.condition() instanceof Unsaved unsaved
                        ? Optional.of(unsaved.record())
                        : record;
        return outlook.condition() instanceof Stopped
                ? Optional.empty()
                : latest.flatMap(TokenRecord::refresh).map(Secret::copy);
    }

    /** A person is needed; a restart is not to find out anew. */
    void stop(Trouble.Kind kind, String words) {
        Trouble trouble = outlook.stop(account, kind, words);
        // Whoever mends a registration restarts the bridge, and wants it to be tried.
        if (kind != Trouble.Kind.REGISTRATION_WRONG) {
            record.ifPresent(whole -> note(whole.with(trouble)));
        }
    }

    private void note(TokenRecord noted) {
        try {
            if (slot.replace(noted)) {
                replaceRecord(noted);
            }
        } catch (StateException refused) {
            // The server is asked once more after a restart, that is all.
        }
    }

    void gone() {
        outlook.gone();
        dropToken();
        record.ifPresent(TokenRecord::wipe);
    }

    private AccessToken fresh(Credential.Oauth asked, TokenReply.Granted reply, Moment now) {
        Duration lifetime = Schedule.lifetime(reply.lifetime());
        AccessToken fresh =
                new AccessToken(
                        reply.accessToken().copy(), now, lifetime, schedule.renewal(lifetime));
        if (!Key.sameTokens(oauth, asked)) {
            // The configuration names other scopes by now: the next login asks for those.
            fresh.wipe();
        }
        return fresh;
    }
}
