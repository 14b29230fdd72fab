package dev.postern.app.metrics;

import dev.postern.app.health.AccountHealth;
import dev.postern.app.metrics.Exposition.Kind;
import dev.postern.app.metrics.Exposition.Label;
import dev.postern.config.Configuration;
import dev.postern.core.account.Account;
import dev.postern.core.session.OpenSessions;
import dev.postern.core.session.SessionView;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a bridge is like at the moment that somebody asks. */
public final class Gauges {

    /** Event loops answer in microseconds; whoever asks waits ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");

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
        spares(out);
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

    private void spares(Exposition out) {
        out.family(
                "postern_spares_held",
                Kind.GAUGE,
                "Connections that are logged in at providers and wait for a program.");
        for (Account account : configuration.get().accounts()) {
            if (account.spares() > 0) {
                account.upstreams()
                        .keySet()
                        .forEach(protocol ->
                                out.sample(
                                        "postern_spares_held",
                                        accounts.spares(account, protocol),
                                        new Label("account", account.name()),
                                        new Label("protocol", protocol.word())));
            }
        }
    }

    private static void memory(Exposition out) {
        Runtime runtime = Runtime.getRuntime();
        Label heap = new Label("area", "heap");
        out.family("jvm_memory_used_bytes", Kind.GAUGE, "Memory that the Java runtime uses.");
        out.sample("jvm_memory_used_bytes", runtime.totalMemory() - runtime.freeMemory(), heap);
        out.family("jvm_memory_committed_bytes", Kind.GAUGE, "Memory that it has of the system.");
        out.sample("jvm_memory_committed_bytes", runtime.totalMemory(), heap);
        resident()
                .ifPresent(octets -> {
                    out.family(
                            "process_resident_memory_bytes",
                            Kind.GAUGE,
                            "Memory of the whole process that is in use.");
                    out.sample("process_resident_memory_bytes", octets);
                });
    }

    /** Where the system tells. */
    private static Optional<Long> resident() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.map(RESIDENT::matcher)
                    .filter(Matcher::matches)
                    .map(line -> Long.parseLong(line.group(1)) * 1024)
                    .findFirst();
        } catch (IOException | UncheckedIOException unknown) {
            return Optional.empty();
        }
    }
}
