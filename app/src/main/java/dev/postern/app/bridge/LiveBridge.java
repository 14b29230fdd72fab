package dev.postern.app.bridge;

import dev.postern.app.health.AccountHealth;
import dev.postern.app.log.RecentWarnings;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.AppLine;
import dev.postern.app.operation.Effects;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.Status;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.access.AppAuthenticator;
import dev.postern.core.access.Directory;
import dev.postern.core.access.Verdict;
import dev.postern.core.access.Verifiers;
import dev.postern.core.audit.LastUses;
import dev.postern.core.login.CloseReason;
import dev.postern.core.server.ListenFailedException;
import dev.postern.core.session.OpenLogin;
import dev.postern.core.session.OpenSessions;
import dev.postern.core.spare.Spares;
import dev.postern.core.token.TokenEngine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** What a change of configuration or passwords does to a running bridge. Thread-safe. */
final class LiveBridge implements Effects {
    private static final Logger LOG = LoggerFactory.getLogger(LiveBridge.class);

    /**
     * A login that was verified just before a change is not yet one of a session's when the
     * sessions are looked through. Event loops get there in microseconds; this is for loaded
     * machines.
     */
    private static final Duration SECOND_LOOK = Duration.ofMillis(100);

    private final Configuration started;
    private final AppAuthenticator authenticator;
    private final OpenSessions sessions;
    private final Spares spares;
    private final AccountHealth health;
    private final TokenEngine tokens;
    private final LastUses lastUses;
    private final Listeners listeners;
    private final LiveRequests requests;
    private final RecentWarnings warnings;
    private final String version;
    private final Clock clock;
    private final Instant since = Instant.now();
    private final AtomicReference<Configuration> configuration;
    private volatile Verifiers current;

    /** Of the last look for them; only the thread that looks uses it. */
    private Set<String> expired = Set.of();

    /**
     * @param configuration the running one; set here when another is taken over
     */
    LiveBridge(
            AtomicReference<Configuration> configuration,
            Verifiers verifiers,
            AppAuthenticator authenticator,
            OpenSessions sessions,
            Spares spares,
            AccountHealth health,
            TokenEngine tokens,
            LastUses lastUses,
            Listeners listeners,
            LiveRequests requests,
            RecentWarnings warnings,
            String version,
            Clock clock) {
        this.started = configuration.get();
        this.configuration = configuration;
        current = verifiers;
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.spares = spares;
        this.health = health;
        this.tokens = tokens;
        this.lastUses = lastUses;
        this.listeners = listeners;
        this.requests = requests;
        this.warnings = warnings;
        this.version = version;
        this.clock = clock;
    }

    @Override
    public TakeOver takeOver(Configuration changed, Verifiers verifiers) {
        try (Listeners.Change change = listeners.prepare(changed.listeners())) {
            List<String> notes = apply(changed, verifiers);
            change.take();
            return new TakeOver.Done(notes);
        } catch (BridgeException | ListenFailedException refused) {
            return new TakeOver.Impossible(
                    "The changed configuration was not taken over, and the running one stays: "
                            + refused.getMessage());
        }
    }

    @Override
    public List<String> apply(Configuration changed, Verifiers verifiers) {
        Configuration before = configuration.getAndSet(changed);
        Directory directory = changed.directory();
        update(directory, verifiers);
        // Even where nothing has changed: a secret may have been stored that was missing.
        tokens.accounts(changed.accounts());
        spares.changed();
        // Sets, since there may be thousands.
        if (!new HashSet<>(changed.apps()).containsAll(before.apps())
                || !changed.accounts().containsAll(before.accounts())) {
            end(login -> !mayGoOn(login, directory));
        }
        Set<String> gone = new HashSet<>(before.devices());
        gone.removeAll(changed.devices());
        if (!gone.isEmpty()) {
            end(login -> gone.contains(login.who().app().name()));
        }
        if (!before.equals(changed)) {
            LOG.atInfo()
                    .addKeyValue("accounts", changed.accounts().size())
                    .addKeyValue("apps", changed.apps().size())
                    .log("Configuration taken over");
        }
        return needRestart(changed);
    }

    private void update(Directory directory, Verifiers verifiers) {
        authenticator.update(directory, verifiers);
        current = verifiers;
    }

    /** A wider policy, another note or another rotation end nothing. */
    private boolean mayGoOn(OpenLogin login, Directory directory) {
        Verdict.Accepted who = login.who();
        return directory
                        .app(who.app().name())
                        .filter(app -> app.account().equalsIgnoreCase(who.app().account()))
                        .map(App::policy)
                        .filter(policy -> policy.covers(who.app().policy(), login.protocol()))
                        .filter(policy -> policy.allowsFrom(login.source().address()))
                        .filter(policy -> !policy.isExpired(clock.instant()))
                        .isPresent()
                && directory.has(who.account());
    }

    private List<String> needRestart(Configuration changed) {
        List<String> notes = new ArrayList<>();
        if (!changed.vaultKey().equals(started.vaultKey())) {
            notes.add(
                    "The key of the vault was changed in the configuration; that takes effect when"
                            + " the bridge is restarted.");
        }
        if (!changed.bridge().metrics().equals(started.bridge().metrics())) {
            notes.add(
                    "The `metrics` in [bridge] were changed; that takes effect when the bridge is"
                            + " restarted.");
        }
        // Of [bridge], the proxy is in the accounts, and the program of `notify` is looked up when
        // it is run: both are taken over at once.
        if (!changed.bridge().ehloName().equals(started.bridge().ehloName())) {
            notes.add(
                    "The `ehlo_name` in [bridge] was changed; that takes effect when the bridge is"
                            + " restarted.");
        }
        return notes;
    }

    @Override
    public void revoke(String name, Verifiers verifiers) {
        update(configuration.get().directory(), verifiers);
        end(login -> login.who().app().name().equalsIgnoreCase(name));
    }

    @Override
    public void endSecrets(Set<String> ids, Verifiers verifiers) {
        update(configuration.get().directory(), verifiers);
        end(login -> ids.contains(login.who().secret()));
    }

    /**
     * Ends the sessions of apps whose time is over by the wall clock. Looks for them once; they
     * can't log in again.
     */
    void endExpired() {
        Instant now = clock.instant();
        Set<String> over = new HashSet<>();
        // Asked again and again, and there is nearly never one: no stream.
        for (App app : configuration.get().apps()) {
            if (app.policy().isExpired(now)) {
                over.add(app.name());
            }
        }
        if (!expired.containsAll(over)) {
            Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            names.addAll(over);
            end(login -> names.contains(login.who().app().name()));
        }
        expired = over;
    }

    /** Whether an app or a secret will have ended by itself at that time, that has not yet. */
    boolean endsBy(Instant then) {
        for (App app : configuration.get().apps()) {
            if (app.policy().isExpired(then) && !expired.contains(app.name())) {
                return true;
            }
        }
        return !current.overdue(then).isEmpty();
    }

    /** Whether secrets have outlived their overlap that no file calls revoked yet. */
    boolean hasOverdueSecrets() {
        return !current.overdue(clock.instant()).isEmpty();
    }

    /** Twice, before anybody is told that it is done: nobody has a new password yet. */
    private void end(Predicate<OpenLogin> concerned) {
        sessions.endWhere(concerned, CloseReason.REVOKED);
        try {
            Thread.sleep(SECOND_LOOK);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        sessions.endWhere(concerned, CloseReason.REVOKED);
    }

    @Override
    public Optional<Status> status(Verifiers verifiers) {
        Configuration now = configuration.get();
        return Optional.of(
                new Status(
                        ProcessHandle.current().pid(),
                        version,
                        since.truncatedTo(ChronoUnit.SECONDS).toString(),
                        listeners.lines(),
                        health.lines(now),
                        AppLine.of(now, verifiers, Instant.now()).stream()
                                .map(line -> line.usedLast(lastUses.of(line.name())))
                                .toList(),
                        sessions.count(),
                        warnings.get().stream().map(LiveBridge::warning).toList(),
                        requests.logLevels()));
    }

    private static Status.Warning warning(RecentWarnings.Line line) {
        return new Status.Warning(
                line.time().truncatedTo(ChronoUnit.SECONDS).toString(), line.level(), line.text());
    }

    @Override
    public Answer carryOut(Request.Live request) {
        return requests.carryOut(request);
    }
}
