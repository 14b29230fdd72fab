package dev.postern.app.metrics;

import dev.postern.app.health.AccountHealth;
import dev.postern.app.metrics.Exposition.Kind;
import dev.postern.app.metrics.Exposition.Label;
import dev.postern.config.Configuration;
import dev.postern.core.session.OpenSessions;
import dev.postern.core.session.SessionView;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a bridge is like at the moment that somebody asks. */
public final class Gauges {

    /** Event loops answer in microseconds; whoever asks waits ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final OpenSessions sessions;
    private final AccountHealth accounts;
    private final Supplier<Configuration> configuration;
    private final String version;
    private final Instant started = Instant.now();

    public Gauges(
            OpenSessions sessions,
            AccountHealth accounts,
            Supplier<Configuration> configuration,
            String version) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.configuration = configuration;
        this.version = version;
    }

    void write(Exposition out, Octets octets) {
        List<SessionView> open = sessions.look(PATIENCE);
        octets.write(out, open);
        sessions(out, open);
        accounts(out);
        memory(out);
        out.family("postern_info", Kind.GAUGE, "Always 1.");
        out.sample("postern_info", 1, new Label("version", version));
        out.family("postern_start_time_seconds", Kind.GAUGE, "When the bridge was started.");
        out.sample("postern_start_time_seconds", started.getEpochSecond());
    }

    private static void sessions(Exposition out, List<SessionView> open) {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        open.forEach(view ->
                counts.computeIfAbsent(view.protocol().word(), ignored -> new TreeMap<>())
                        .merge(view.phase().word(), 1, Integer::sum));
        out.family("postern_sessions_open", Kind.GAUGE, "Sessions that are open, by phase.");
        counts.forEach((protocol, phases) ->
                phases.forEach((phase, count) ->
                        out.sample(
                                "postern_sessions_open",
                                count,
                                new Label("protocol", protocol),
                                new Label("phase", phase))));
    }

    private void accounts(Exposition out) {
        Configuration now = configuration.get();
        out.family("postern_accounts", Kind.GAUGE, "Accounts of the configuration.");
        out.sample("postern_accounts", now.accounts().size());
        out.family("postern_apps", Kind.GAUGE, "Apps of the configuration.");
        out.sample("postern_apps", now.apps().size());
        out.family(
                "postern_consent_ends_timestamp_seconds",
                Kind.GAUGE,
                "When the consent of an account ends next, as far as is known.");
        accounts.nextEndings(now)
                .forEach((account, end) ->
                        out.sample(
                                "postern_consent_ends_timestamp_seconds",
                                end.getEpochSecond(),
                                new Label("account", account)));
        out.family(
                "postern_account_needs_person",
                Kind.GAUGE,
                "1 where a person must do something before the account works again.");
        accounts.needPerson(now)
                .forEach((account, needed) ->
                        out.sample(
                                "postern_account_needs_person",
                                needed ? 1 : 0,
                                new Label("account", account)));
    }

    private static void memory(Exposition out) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        Map<String, MemoryUsage> areas =
                Map.of(
                        "heap",
                        memory.getHeapMemoryUsage(),
                        "nonheap",
                        memory.getNonHeapMemoryUsage());
        out.family("jvm_memory_used_bytes", Kind.GAUGE, "Memory that the Java runtime uses.");
        areas.forEach((area, usage) ->
                out.sample("jvm_memory_used_bytes", usage.getUsed(), new Label("area", area)));
        out.family("jvm_memory_committed_bytes", Kind.GAUGE, "Memory that it has of the system.");
        areas.forEach((area, usage) ->
                out.sample(
                        "jvm_memory_committed_bytes",
                        usage.getCommitted(),
                        new Label("area", area)));
    }
}
