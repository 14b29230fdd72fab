package dev.postern.app.metrics;

import dev.postern.core.server.BridgeServer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Whether a bridge is well, and if not, why. Thread-safe. */
public final class Health {

    /** An event loop that has no turn for so long has stopped. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final BridgeServer server;
    private final Supplier<List<String>> warnings;

    /**
     * @param warnings what a person should see to, though the bridge is ready
     */
    public Health(BridgeServer server, Supplier<List<String>> warnings) {
        this.server = server;
        this.warnings = warnings;
    }

    /**
     * An answer.
     *
     * @param reasons why it is none of good health; empty: it is
     */
    record Report(List<String> reasons, List<String> warnings) {

        boolean isWell() {
            return reasons.isEmpty();
        }

        /** In this order, so that two answers can be compared. */
        Map<String, Object> shown() {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("status", isWell() ? "ok" : "failing");
            shown.put("reasons", reasons);
            shown.put("warnings", warnings);
            return shown;
        }
    }

    /** Whether it does anything at all. */
    Report live() {
        return new Report(stuck(), List.of());
    }

    private List<String> stuck() {
        return answers()
                ? List.of()
                : List.of(
                        "An event loop has not answered for %d seconds: sessions stand still. The log may say why; restart the bridge."
                                .formatted(PATIENCE.toSeconds()));
    }

    private boolean answers() {
        try {
            server.answers().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | RejectedExecutionException stuck) {
            return false;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether clients can log in. */
    Report ready() {
        List<String> reasons = new ArrayList<>(stuck());
        if (server.listening().isEmpty()) {
            reasons.add("Nothing is listened on: the bridge is stopping.");
        }
        return new Report(reasons, warnings.get());
    }
}
