package dev.postern.app.health;

import dev.postern.app.check.Explanation;
import dev.postern.app.operation.Status;
import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.session.SessionListener;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntBiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Remembers how logins at providers went, while the bridge runs. Thread-safe. */
public final class UpstreamHealth implements SessionListener {

    /** An account for a whole domain has as many mailboxes; more are not remembered. */
    private static final int MOST_REMEMBERED = 10_000;

    /** Of what a provider said, as in the log. */
    private static final int SHOWN_TEXT = 300;

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private record Server(String account, Protocol protocol) {}

    /**
     * What happened last.
     *
     * @param failure null if none is known
     */
    private record Seen(
            @Nullable Instant success,
            @Nullable Instant failed,
            @Nullable UpstreamFailure failure) {

        static final Seen NOTHING = new Seen(null, null, null);

        Seen success(Instant now) {
            return new Seen(now, failed, failure);
        }

        Seen failure(Instant now, UpstreamFailure what) {
            return new Seen(success, now, what);
        }

        private boolean works() {
            return success != null && (failed == null || !success.isBefore(failed));
        }
    }

    private final Map<Server, Seen> seen = new ConcurrentHashMap<>();
    private final ToIntBiFunction<Account, Protocol> spares;
    private final Clock clock;

    /**
     * @param spares how many of an account wait now
     */
    public UpstreamHealth(ToIntBiFunction<Account, Protocol> spares, Clock clock) {
        this.spares = spares;
        this.clock = clock;
    }

    int spares(Account account, Protocol protocol) {
        return spares.applyAsInt(account, protocol);
    }

    @Override
    public void upstreamReached(Account account, Protocol protocol, Duration took) {
        Instant now = clock.instant();
        remember(new Server(account.name(), protocol), seenBefore -> seenBefore.success(now));
    }

    @Override
    public void upstreamFailed(
            Account account, Protocol protocol, UpstreamFailure failure, Duration took) {
        Instant now = clock.instant();
        remember(
                new Server(account.name(), protocol),
                seenBefore -> seenBefore.failure(now, failure));
    }

    private interface Change {
        Seen of(Seen before);
    }

    private void remember(Server server, Change change) {
        if (seen.size() < MOST_REMEMBERED || seen.containsKey(server)) {
            seen.compute(
                    server, (key, before) -> change.of(before == null ? Seen.NOTHING : before));
        }
    }

    /** How it stands with the servers of an account. */
    List<Status.Server> lines(Account account) {
        return account.upstreams().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> line(account, entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Of servers where the latest login failed: why, and what to do. */
    Map<String, String> failures(Account account) {
        Map<String, String> failures = new TreeMap<>();
        account.upstreams()
                .forEach((protocol, upstream) -> {
                    Seen now =
                            seen.getOrDefault(new Server(account.name(), protocol), Seen.NOTHING);
                    UpstreamFailure failure = now.failure();
                    if (failure != null && !now.works()) {
                        failures.put(
                                upstream.authority(),
                                withoutALook(account, protocol, upstream, failure));
                    }
                });
        return failures;
    }

    private static String withoutALook(
            Account account, Protocol protocol, Upstream upstream, UpstreamFailure failure) {
        return switch (failure) {
            case UpstreamFailure.CredentialsRejected ignored ->
                    sentences(Explanation.of(account, protocol, upstream, failure));
            case UpstreamFailure.ConsentNeeded ignored ->
                    sentences(Explanation.of(account, protocol, upstream, failure));
            case UpstreamFailure.LimitReached ignored ->
                    sentences(Explanation.of(account, protocol, upstream, failure));
            case UpstreamFailure.Unreachable ignored -> askStatus(failure);
            case UpstreamFailure.TimedOut ignored -> askStatus(failure);
            case UpstreamFailure.TlsRefused ignored -> askStatus(failure);
            case UpstreamFailure.ProtocolViolation ignored -> askStatus(failure);
            case UpstreamFailure.Unavailable ignored -> askStatus(failure);
        };
    }

    private static String sentences(Explanation explanation) {
        return explanation.cause() + " " + explanation.next();
    }

    private static String askStatus(UpstreamFailure failure) {
        return word(failure) + ". What is there instead, and what to do, says: postern status";
    }

    private Status.Server line(Account account, Protocol protocol, Upstream upstream) {
        Seen now = seen.getOrDefault(new Server(account.name(), protocol), Seen.NOTHING);
        UpstreamFailure failure = now.failure();
        String state = now.works() ? "works" : failure == null ? "not used yet" : "fails";
        Explanation explanation =
                failure == null || now.works()
                        ? new Explanation("", "")
                        : Explanation.of(account, protocol, upstream, failure);
        return new Status.Server(
                protocol.word(),
                upstream.authority(),
                state,
                shown(now.success()),
                shown(now.failed()),
                failure == null ? "" : word(failure),
                failure == null ? "" : shown(failure.detail()),
                explanation.cause(),
                explanation.next(),
                spares(account, protocol));
    }

    /** Whether the latest login at a server of the account failed for its user name or password. */
    boolean refused(String account) {
        return seen.entrySet().stream()
                .filter(entry -> entry.getKey().account().equals(account))
                .map(Map.Entry::getValue)
                .anyMatch(now ->
                        !now.works()
                                && now.failure() instanceof UpstreamFailure.CredentialsRejected);
    }

    /** {@code credentials-rejected}. */
    public static String word(UpstreamFailure failure) {
        Matcher humps = HUMP.matcher(failure.getClass().getSimpleName());
        return humps.replaceAll("-").toLowerCase(Locale.ROOT);
    }

    private static String shown(@Nullable Instant instant) {
        return instant == null ? "" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Printable ASCII only, and cut: it may quote the provider. */
    private static String shown(String said) {
        StringBuilder shown = new StringBuilder();
        said.chars()
                .limit(SHOWN_TEXT)
                .forEach(c -> shown.append(c < ' ' || c > '~' ? '?' : (char) c));
        return shown.toString();
    }
}
