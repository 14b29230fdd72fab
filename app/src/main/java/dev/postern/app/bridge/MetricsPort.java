package dev.postern.app.bridge;

import dev.postern.app.health.AccountHealth;
import dev.postern.app.metrics.Gauges;
import dev.postern.app.metrics.Health;
import dev.postern.app.metrics.Metrics;
import dev.postern.app.metrics.MetricsServer;
import dev.postern.config.Configuration;
import dev.postern.core.server.BridgeServer;
import dev.postern.core.session.OpenSessions;

import io.netty.util.NetUtil;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Where a bridge is asked how it is, if the configuration wants that. */
final class MetricsPort {
    private MetricsPort() {}

    /** What is opened is closed with {@code cleanup}. */
    static void open(
            Cleanup cleanup,
            Supplier<Configuration> running,
            Metrics metrics,
            OpenSessions sessions,
            AccountHealth health,
            BridgeServer server,
            String version)
            throws BridgeException {
        if (running.get().bridge().metrics().isEmpty()) {
            return;
        }
        InetSocketAddress address = running.get().bridge().metrics().get();
        try {
            cleanup.closing(
                    new MetricsServer(
                            address,
                            metrics,
                            new Gauges(sessions, health, running, version),
                            new Health(server, () -> health.troubles(running.get()))));
        } catch (IOException refused) {
            throw new BridgeException(
                    "cannot listen on %s for `metrics`, in [bridge]: %s. Another program may hold the port; stop it, or write another port"
                            .formatted(NetUtil.toSocketAddressString(address), refused),
                    refused);
        }
    }
}
