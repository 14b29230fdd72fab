package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.postern.core.testing.Peer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a program hears that watches over a running bridge. */
class MetricsTest {
    private static final String REAL = "the real password";
    private static final Path DASHBOARD = Path.of("src/main/dist/share/grafana/postern.json");

    /** One line of the text format, as Prometheus reads it. */
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z_]+)(\\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*})? (\\S+)");

    @TempDir private Path home;
    private Installation postern;
    private ProviderStandIn provider;
    private int port;
    private String password = "";
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void serve() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        port = postern.offerMetrics();
        provider = new ProviderStandIn(REAL);
        postern.addAccount("jo@example.org", REAL, provider);
        password = Installation.password(postern.succeed("app", "add", "reader", "--json"));
        postern.serve();
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
        provider.close();
        http.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String metrics() {
        try {
            HttpResponse<String> response = get("/metrics");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/plain; version=0.0.4");
            return response.body();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** Does something of everything that is counted. */
    private void use() throws Exception {
        try (MailProgram wrong = new MailProgram(postern.imapPort())) {
            assertThat(wrong.login("jo", "pst_wrong")).startsWith("a NO");
        }
        try (MailProgram reader = postern.loggedIn("jo", password)) {
            assertThat(reader.ask("LOGOUT")).startsWith("a OK");
            reader.awaitEnd();
        }
        await().until(() -> metrics().contains("reason=\"upstream-closed\""));
    }

    @Test
    void whatHappenedIsCounted() throws Exception {
        use();
        try (MailProgram open = postern.loggedIn("jo", password)) {
            open.ask("NOOP");
            assertThat(metrics().lines())
                    .contains(
                            "postern_logins_total{protocol=\"imap\",verdict=\"accepted\"} 2",
                            "postern_upstream_logins_total{account=\"jo\",protocol=\"imap\",outcome=\"ok\"}"
                                + " 2",
                            "postern_upstream_login_seconds_count{protocol=\"imap\"} 2",
                            "postern_upstream_login_seconds_bucket{protocol=\"imap\",le=\"+Inf\"}"
                                    + " 2",
                            "postern_sessions_open{protocol=\"imap\",phase=\"relaying\"} 1",
                            "postern_octets_total{account=\"jo\",direction=\"sent\"} "
                                    + ("a LOGOUT\r\n".length() + "a NOOP\r\n".length()),
                            "postern_audit_events_total{event=\"LoggedIn\"} 2",
                            "postern_accounts 1",
                            "postern_apps 1",
                            "postern_account_needs_person{account=\"jo\"} 0");
        }
    }

    @Test
    void everyLineIsAsPrometheusReadsIt() throws Exception {
        use();
        String family = "";
        for (String line : metrics().lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                family = line.split(" ", -1)[2];
            } else if (!line.startsWith("# HELP ")) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(sample.group(1)).startsWith(family);
                assertThat(Double.parseDouble(sample.group(4))).as(line).isNotNegative();
            }
        }
    }

    @Test
    void theDashboardAsksOnlyForWhatThereIs() throws Exception {
        use();
        Set<String> there = new TreeSet<>();
        metrics()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .forEach(line -> {
                    there.add(line.split(" ", -1)[2]);
                    if (line.endsWith(" histogram")) {
                        there.add(line.split(" ", -1)[2] + "_bucket");
                    }
                });
        JsonObject dashboard =
                JsonParser.parseString(Files.readString(DASHBOARD)).getAsJsonObject();
        Set<String> asked = new TreeSet<>();
        JsonArray panels = dashboard.getAsJsonArray("panels");
        assertThat(panels).isNotEmpty();
        panels.forEach(panel ->
                panel.getAsJsonObject()
                        .getAsJsonArray("targets")
                        .forEach(target ->
                                Pattern.compile("(postern|jvm|process)_[a-z_]+")
                                        .matcher(target.getAsJsonObject().get("expr").getAsString())
                                        .results()
                                        .forEach(name -> asked.add(name.group()))));
        assertThat(asked).hasSizeGreaterThan(5);
        assertThat(there).containsAll(asked);
    }

    @Test
    void healthAndMetricsSayWhatAPersonShouldSeeTo() throws Exception {
        assertThat(get("/health/live").body())
                .isEqualTo("{\"status\":\"ok\",\"reasons\":[],\"warnings\":[]}\n");
        assertThat(get("/health/ready").body()).contains("\"status\":\"ok\"");
        provider.takes("another one");
        try (MailProgram program = new MailProgram(postern.imapPort())) {
            assertThat(program.login("jo", password)).startsWith("a NO [UNAVAILABLE]");
        }
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("warnings", "postern account password jo");
        assertThat(metrics()).contains("postern_account_needs_person{account=\"jo\"} 1");
    }

    @Test
    void nothingElseIsAnswered() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(
                        http.send(
                                        HttpRequest.newBuilder(
                                                        URI.create(
                                                                "http://127.0.0.1:"
                                                                        + port
                                                                        + "/metrics"))
                                                .POST(HttpRequest.BodyPublishers.noBody())
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                .isEqualTo(405);
        assertThat(withHost("evil.example")).startsWith("HTTP/1.1 403");
        assertThat(withHost("localhost:" + port)).startsWith("HTTP/1.1 200");
    }

    private String withHost(String host) throws IOException {
        try (Peer browser = Peer.connect(port)) {
            browser.send(
                    "GET /metrics HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(host));
            return browser.line();
        }
    }

    @Test
    void noAppIsNamedAndNoSecret() throws Exception {
        use();
        assertThat(metrics()).doesNotContain("reader", password, REAL);
    }
}
