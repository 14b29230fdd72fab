package dev.postern.imap;

import dev.postern.core.account.Upstream;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What providers offered when they were last logged in to, so that they need not be asked again.
 * Only what came through TLS and led to a login is kept; only a memory, so a wrong one costs a
 * round trip, no login. Thread-safe.
 */
public final class ProviderMemory {

    /** Providers change what they offer with their releases. */
    private static final Duration KEPT_FOR = Duration.ofDays(1);

    /** An account for a whole domain has a user for each mailbox. */
    private static final int MOST = 1000;

    /** Of a login. */
    enum Side {
        BEFORE,
        AFTER
    }

    private record Key(Upstream upstream, Side side) {}

    private record Offered(List<String> offers, long nanoTime) {}

    private final int most;

    /** The one that was asked for longest ago comes first. */
    private final Map<Key, Offered> known = new LinkedHashMap<>(16, 0.75f, true);

    public ProviderMemory() {
        this(MOST);
    }

    private ProviderMemory(int most) {
        this.most = most;
    }

    /** One that remembers nothing. */
    static ProviderMemory none() {
        return new ProviderMemory(0);
    }

    synchronized Optional<List<String>> of(Upstream upstream, Side side) {
        return Optional.ofNullable(known.get(new Key(upstream, side)))
                .filter(it -> System.nanoTime() - it.nanoTime() < KEPT_FOR.toNanos())
                .map(Offered::offers);
    }

    /**
     * @param upstream with the user: some providers offer more to some
     */
    synchronized void remember(Upstream upstream, Side side, List<String> offers) {
        known.put(new Key(upstream, side), new Offered(List.copyOf(offers), System.nanoTime()));
        if (known.size() > most) {
            known.remove(known.keySet().iterator().next());
        }
    }

    synchronized void forget(Upstream upstream) {
        for (Side side : Side.values()) {
            known.remove(new Key(upstream, side));
        }
    }
}
