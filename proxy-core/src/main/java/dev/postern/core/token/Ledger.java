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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One account's tokens, in memory and in the vault, and the one place that changes them. All but
 * {@link #token} belongs to the engine's worker, since it waits for the disk.
 */
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final Timing timing;
    private final Schedule schedule;
    private final RecordSlot slot;
    private final Outlook outlook;
    private Account account;
    private Credential.Oauth oauth;
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

    /** What lay in the vault when it was last looked at. */
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
        record =
                found instanceof Content.Mine(TokenRecord mine)
                        ? Optional.of(mine)
                        : Optional.empty();
        record.ifPresent(mine -> {
            refreshed = Optional.of(mine.refreshed());
            daily = new Deadline(now.recalled(mine.refreshed()).orElse(now), schedule.daily());
            mine.access().ifPresent(access -> restore(access, now));
            mine.trouble()
                    .ifPresent(trouble ->
                            outlook.restored(trouble, now.recalled(trouble.tried()).orElse(now)));
        });
    }

    private void restore(TokenRecord.Access access, Moment now) {
        Optional<Moment> obtained = now.recalled(access.obtained());
        // In the future: the clock was set back, and how old the token is nobody knows.
        if (obtained.isPresent() && access.expires().isAfter(now.wall())) {
            Duration lifetime = Duration.between(access.obtained(), access.expires());
            token =
                    new AccessToken(
                            access.token().copy(),
                            obtained.get(),
                            lifetime,
                            schedule.renewal(lifetime));
        }
    }

    /** The configuration says this now. */
    void configured(Account account, Credential.Oauth oauth) {
        if (!sameTokens(oauth)) {
            dropToken();
        }
        this.account = account;
        this.oauth = oauth;
    }

    /** Whether tokens that were asked for so are what we would ask for now. */
    private boolean sameTokens(Credential.Oauth other) {
        return other.scopes().equals(oauth.scopes())
                && other.server().tokenParameters().equals(oauth.server().tokenParameters());
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
        AccessToken fresh = fresh(oauth, reply, now);
        if (!oauth.grant().needsPerson()) {
            settle(fresh, now);
            return SignIn.Renewal.POSSIBLE;
        }
        Optional<Secret> kept = reply.refreshToken().isPresent() ? Optional.empty() : stillGood();
        TokenRecord next =
                new TokenRecord(
                        slot.owner(),
                        reply.refreshToken().map(Secret::copy).or(() -> kept),
                        Optional.empty(),
                        Optional.of(TokenRecord.Access.of(reply, fresh)),
                        now.wall(),
                        now.wall(),
                        Optional.empty());
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
                switch (outlook.condition()) {
                    case Unsaved unsaved -> Optional.of(unsaved.record());
                    case Condition.Good ignored -> record;
                    case Condition.Retrying ignored -> record;
                    case Stopped ignored -> Optional.empty();
                    case Condition.Gone ignored -> Optional.empty();
                };
        return latest.flatMap(TokenRecord::refresh).map(Secret::copy);
    }

    /** A person is needed; a restart is not to find out anew. */
    void stop(Trouble.Kind kind, String words) {
        Trouble trouble = outlook.stop(account, kind, words);
        // Whoever mends a registration restarts the bridge, and wants it to be tried.
        if (kind == Trouble.Kind.REGISTRATION_WRONG || record.isEmpty()) {
            return;
        }
        TokenRecord noted = record.get().with(trouble);
        try {
            if (slot.replace(noted)) {
                replaceRecord(noted);
            }
        } catch (StateException refused) {
            // The server is asked once more after a restart, that is all.
            LOG.atDebug().addKeyValue("account", account.name()).log("Trouble was not noted");
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
        if (!sameTokens(asked)) {
            // The configuration names other scopes by now: the next login asks for those.
            fresh.wipe();
        }
        return fresh;
    }
}
