package dev.postern.core.access;

import com.github.benmanes.caffeine.cache.Ticker;

import dev.postern.core.access.LoginThrottle.Target;
import dev.postern.core.access.LoginThrottle.Try;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What becomes of logins that fail: who is behind them is looked up, they are counted, and their
 * answers held back. The same for all of them, whatever the reason. Thread-safe.
 */
final class LoginFailures implements AutoCloseable {

    private final LoginThrottle throttle;
    private final OwnerLookup owners;
    private final Hmac unknownUsers;

    LoginFailures(LocalUsers users, Ticker ticker, SecureRandom random) {
        throttle = new LoginThrottle(ticker);
        owners = new OwnerLookup(users, "postern-origins");
        unknownUsers = Hmac.ofThisProcess(random);
    }

    /** Passes on who is behind a connection; at once, unless it comes from this machine. */
    <T> CompletionStage<T> withOrigin(Source source, Function<Origin, T> then) {
        if (source.address().isLoopbackAddress() && owners.knowsAnybody()) {
            Optional<CompletionStage<T>> asked =
                    owners.ask(source, owner -> then.apply(Origin.of(source, owner)));
            if (asked.isPresent()) {
                return asked.get();
            }
        }
        return CompletableFuture.completedStage(then.apply(Origin.of(source, Optional.empty())));
    }

    /** Whether there were so many failures that no secret is to be looked at. */
    boolean refuse(Directory directory, Login login, Origin origin) {
        return throttle.refuses(attempt(directory, login, origin));
    }

    /** Counts one. */
    Verdict failed(Denial why, Directory directory, Login login, Origin origin) {
        Try attempt = attempt(directory, login, origin);
        Optional<String> user = origin.user().map(LocalUser::number);
        // What is refused isn't counted: the refusal ends, however stubborn the client.
        return throttle.refuses(attempt)
                ? new Verdict.Throttled(attempt.account(), LoginThrottle.LONGEST_DELAY, user)
                : new Verdict.Denied(why, attempt.account(), throttle.failed(attempt), user);
    }

    private Try attempt(Directory directory, Login login, Origin origin) {
        // Also for known users, so that both take as long.
        String mac = macOf(login.user());
        Target target =
                directory
                        .accountOf(login.user())
                        .<Target>map(account -> new Target.KnownAccount(account.name()))
                        .orElseGet(() -> new Target.UnknownUser(mac));
        return new Try(origin, target, login.kind(), login.secretId());
    }

    private String macOf(String user) {
        byte[] folded = user.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(unknownUsers.of(folded));
    }

    /** What waits is still answered. */
    @Override
    public void close() {
        owners.close();
    }
}
