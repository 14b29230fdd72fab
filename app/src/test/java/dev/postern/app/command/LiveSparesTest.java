package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** Spares of a running bridge: where they show, and what ends them. */
@Timeout(120)
class LiveSparesTest {
    private static final String REAL = "the real password";
    private static final String COUNTED =
            "postern_spares_total{account=\"jo\",protocol=\"imap\",event=\"%s\"} %d";

    @TempDir private Path home;
    private Installation postern;
    private ProviderStandIn provider;
    private String password = "";
    private int port;

    @BeforeEach
    void serve() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        port = postern.offerMetrics();
        provider = new ProviderStandIn(REAL);
        postern.addAccount("jo@example.org", REAL, provider);
        wantSpares(1);
        password = Installation.password(postern.succeed("app", "add", "reader", "--json"));
        postern.serve();
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
        provider.close();
    }

    private void wantSpares(int count) throws Exception {
        String account = postern.read("accounts.d/jo.toml").replaceAll("(?m)^spares = .\n", "");
        postern.write(
                "accounts.d/jo.toml",
                account.replaceFirst("(?m)^address", "spares = %d\naddress".formatted(count)));
    }

    private MailProgram loggedIn() throws Exception {
        MailProgram program = new MailProgram(postern.imapPort());
        assertThat(program.login("jo", password)).startsWith("a OK");
        return program;
    }

    private void awaitMetric(String line) {
        await().untilAsserted(() -> assertThat(metrics().lines()).contains(line));
    }

    private String metrics() throws Exception {
        URI address = URI.create("http://127.0.0.1:" + port + "/metrics");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(address).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void oneThatWaitsShowsInStatusAndMetrics() throws Exception {
        assertThat(postern.succeed("status")).doesNotContain("spare");
        try (MailProgram first = loggedIn()) {
            awaitMetric("postern_spares_held{account=\"jo\",protocol=\"imap\"} 1");
            awaitMetric(COUNTED.formatted("opened", 1));
            assertThat(postern.succeed("status")).contains("; 1 spare");
            try (MailProgram second = loggedIn()) {
                assertThat(second.ask("NOOP")).isEqualTo("a OK done NOOP");
                assertThat(first.ask("NOOP")).isEqualTo("a OK done NOOP");
                awaitMetric(COUNTED.formatted("used", 1));
                awaitMetric(COUNTED.formatted("opened", 2));
            }
        }
    }

    @Test
    void aNewPasswordEndsWhatTheEarlierHasOpened() throws Exception {
        loggedIn().close();
        awaitMetric("postern_spares_held{account=\"jo\",protocol=\"imap\"} 1");
        provider.takes("another");
        postern.succeedWith("another\n", "account", "password", "jo", "--password-stdin");
        awaitMetric(COUNTED.formatted("changed", 1));
        awaitMetric("postern_spares_held{account=\"jo\",protocol=\"imap\"} 0");
    }

    @Test
    void whoWantsNoMoreOfThemKeepsTheSessions() throws Exception {
        try (MailProgram first = loggedIn()) {
            awaitMetric("postern_spares_held{account=\"jo\",protocol=\"imap\"} 1");
            wantSpares(0);
            postern.succeed("reload");
            awaitMetric(COUNTED.formatted("changed", 1));
            assertThat(first.ask("NOOP")).isEqualTo("a OK done NOOP");
            int before = provider.connections();
            loggedIn().close();
            assertThat(provider.connections()).isEqualTo(before + 1);
        }
    }
}
