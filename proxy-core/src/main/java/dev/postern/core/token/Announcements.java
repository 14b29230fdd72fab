package dev.postern.core.token;

import dev.postern.core.account.Account;
import dev.postern.core.token.TokenEvent.Kind;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Tells log and listener of one account's changes, each once. One thread. */
final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final Clock clock;
    private final TokenListener listener;
    private final Executor executor;

    /** What is wrong, as it was told; empty: nothing. */
    private Optional<Kind> told = Optional.empty();

    Announcements(Clock clock, TokenListener listener, Executor executor) {
        this.clock = clock;
        this.listener = listener;
        this.executor = executor;
    }

    /** It was told in an earlier life of the process. */
    void alreadyTold(Kind kind) {
        told = Optional.of(kind);
    }

    /**
     * @param kind not {@link Kind#HEALTHY_AGAIN}
     */
    void trouble(Account account, Kind kind, String sentence) {
        if (told.equals(Optional.of(kind))) {
            return;
        }
        told = Optional.of(kind);
        LOG.atWarn()
                .addKeyValue("account", account.name())
                .addKeyValue("event", kind)
                .addKeyValue("reason", sentence)
                .addKeyValue("command", "postern account login " + account.name())
                .log("A person is needed");
        tell(account, kind, sentence);
    }

    void healthy(Account account) {
        if (told.isEmpty()) {
            return;
        }
        told = Optional.empty();
        LOG.atInfo()
                .addKeyValue("account", account.name())
                .addKeyValue("event", Kind.HEALTHY_AGAIN)
                .log("The account gets tokens again");
        tell(account, Kind.HEALTHY_AGAIN, "the account gets tokens again");
    }

    private void tell(Account account, Kind kind, String sentence) {
        TokenEvent event =
                new TokenEvent(kind, account.name(), account.address(), clock.instant(), sentence);
        try {
            executor.execute(() -> told(event));
        } catch (RejectedExecutionException stopping) {
            LOG.atDebug().addKeyValue("account", event.account()).log("The listener was not told");
        }
    }

    private void told(TokenEvent event) {
        try {
            listener.told(event);
        } catch (RuntimeException defect) {
            LOG.atError()
                    .addKeyValue("account", event.account())
                    .setCause(defect)
                    .log("The listener failed");
        }
    }
}
