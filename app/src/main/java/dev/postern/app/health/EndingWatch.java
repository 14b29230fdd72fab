package dev.postern.app.health;

import dev.postern.app.notice.Notice;
import dev.postern.app.operation.AppLine;
import dev.postern.app.operation.UnusableStateException;
import dev.postern.config.Configuration;
import dev.postern.core.access.Verifiers;
import dev.postern.core.account.Account;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Warns of what ends by itself, in log and notices: consents, once a day for each account, and the
 * deadlines of apps.
 */
public final class EndingWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EndingWatch.class);

    /** So that a holiday is not the reason why nobody signed in. */
    private static final Duration AHEAD = Duration.ofDays(14);

    /**
     * Often, since a laptop that sleeps at night would miss a look once a day; it costs nothing.
     */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(15);

    /** When apps were given their passwords. */
    @FunctionalInterface
    public interface Passwords {
        Verifiers read() throws UnusableStateException;
    }

    private final AccountHealth health;
    private final Passwords passwords;
    private final AppReminders apps;
    private final Supplier<Configuration> configuration;
    private final Consumer<Notice> notices;
    private final Clock clock;
    private final Map<String, LocalDate> warned = new HashMap<>();
    private final ScheduledExecutorService thread;

    /** Looks at once, and from time to time until it is closed. */
    public EndingWatch(
            AccountHealth health,
            Passwords passwords,
            Supplier<Configuration> configuration,
            Consumer<Notice> notices,
            Clock clock) {
        this.health = health;
        this.passwords = passwords;
        apps = new AppReminders(notices);
        this.configuration = configuration;
        this.notices = notices;
        this.clock = clock;
        thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("postern-endings").factory());
        thread.scheduleWithFixedDelay(
                this::lookSafely, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A look that fails must not be the last one. */
    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException defect) {
            LOG.atError().setCause(defect).log("Nobody knows what will end");
        }
    }

    synchronized void look() {
        Instant now = clock.instant();
        Configuration running = configuration.get();
        lookAtConsents(running, now);
        try {
            AppLine.deadlines(running.apps(), passwords.read())
                    .forEach(deadline -> apps.look(deadline, now));
        } catch (UnusableStateException unusable) {
            LOG.atWarn()
                    .addKeyValue("reason", unusable.getMessage())
                    .log("Nobody knows which apps need a new password");
        }
    }

    private void lookAtConsents(Configuration running, Instant now) {
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        for (Account account : running.accounts()) {
            if (!today.equals(warned.get(account.name()))) {
                health.endings(account, running.presets()).stream()
                        .filter(Ending::isForSure)
                        .filter(ending -> ending.at().isBefore(now.plus(AHEAD)))
                        .findFirst()
                        .ifPresent(ending -> {
                            warned.put(account.name(), today);
                            warn(account, ending, now);
                        });
            }
        }
    }

    private void warn(Account account, Ending ending, Instant now) {
        String command = "postern account login " + account.name();
        LOG.atWarn()
                .addKeyValue("account", account.name())
                .addKeyValue("ends", ending.when())
                .addKeyValue("reason", ending.clock().text())
                .addKeyValue("command", command)
                .log("The consent will end; sign in before");
        notices.accept(
                new Notice(
                        "consent-ending",
                        Optional.of(account.name()),
                        Optional.empty(),
                        now,
                        "the consent for the account %s ends %s: %s"
                                .formatted(account.name(), ending.when(), ending.clock().text()),
                        Optional.of(command)));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
