package dev.postern.app.bridge;

import java.time.Duration;

/** Has certificates refreshed from time to time. */
final class CertificateWatch implements AutoCloseable {

    /** Short, so that a laptop that slept past a renewal is soon right; a look costs nothing. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /** For a look that is under way; it reads or writes one small file. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(5);

    private final Runnable refresh;
    private final Thread watching;

    CertificateWatch(Runnable refresh) {
        this.refresh = refresh;
        watching = Thread.ofPlatform().daemon().name("postern-certificates").start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_LOOKS);
                refresh.run();
            }
        } catch (InterruptedException ended) {
            // The bridge closes.
        }
    }

    /** When this returns, nobody touches the listeners' TLS any more. */
    @Override
    public void close() {
        watching.interrupt();
        try {
            watching.join(LAST_LOOK);
        } catch (InterruptedException inAHurry) {
            Thread.currentThread().interrupt();
        }
    }
}
