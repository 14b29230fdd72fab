package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.app.bridge.Bridge;
import dev.postern.app.bridge.Departure;
import dev.postern.core.testing.Peer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What sessions hear of the end of a bridge, and how long it waits for them. */
class GracefulStopTest {
    private static final String REAL = "the real password";

    @TempDir private Path home;
    private Installation postern;
    private Bridge bridge;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        bridge = postern.bridge();
    }

    @AfterEach
    void close() {
        bridge.close();
    }

    private String app(String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of("app", "add", name, "--json"));
        arguments.addAll(List.of(options));
        return Installation.password(postern.succeed(arguments.toArray(String[]::new)));
    }

    private void account(ProviderStandIn provider) {
        postern.addAccount("jo@example.org", REAL, provider);
    }

    private CompletableFuture<Departure> stopping() {
        bridge.stop();
        return CompletableFuture.supplyAsync(() -> {
            try {
                return bridge.awaitEnd();
            } catch (InterruptedException ended) {
                throw new IllegalStateException(ended);
            }
        });
    }

    private static Departure departure(CompletableFuture<Departure> stopping) throws Exception {
        return stopping.get(20, TimeUnit.SECONDS);
    }

    private Peer sendingMail(String password) throws IOException {
        Peer peer = Peer.connect(postern.smtpPort());
        peer.lineStarting("220 ");
        ask(peer, "EHLO test", "250 ");
        String plain =
                Base64.getEncoder()
                        .encodeToString(("\0jo@example.org\0" + password).getBytes(UTF_8));
        ask(peer, "AUTH PLAIN " + plain, "235 ");
        ask(peer, "MAIL FROM:<jo@example.org>", "250 ");
        ask(peer, "RCPT TO:<ann@example.org>", "250 ");
        ask(peer, "DATA", "354 ");
        return peer.send("Subject: half\r\n\r\n");
    }

    private static void ask(Peer peer, String command, String answer) throws IOException {
        peer.send(command + "\r\n").lineStarting(answer);
    }

    @Test
    void whoHasNotLoggedInIsToldAndWhoIsIdleIsClosed() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            account(provider);
            String password = app("reader");
            try (MailProgram idle = new MailProgram(postern.imapPort());
                    Peer stranger = Peer.connect(postern.imapPort())) {
                stranger.lineStarting("* OK");
                assertThat(idle.login("jo", password)).startsWith("a OK");
                CompletableFuture<Departure> stopping = stopping();
                assertThat(stranger.line()).startsWith("* BYE");
                idle.awaitEnd();
                assertThat(departure(stopping)).isEqualTo(Departure.EVERYBODY_LEFT);
                assertThatThrownBy(() -> Peer.connect(postern.imapPort()))
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void aRestrictedSessionIsToldBetweenTwoCommands() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            account(provider);
            String password = app("reader", "--imap", "read-only");
            try (Peer peer = Peer.connect(postern.imapPort())) {
                peer.lineStarting("* OK");
                peer.send("a LOGIN jo \"" + password + "\"\r\n").lineStarting("a OK");
                CompletableFuture<Departure> stopping = stopping();
                assertThat(peer.line()).isEqualTo("* BYE The bridge is shutting down");
                assertThat(departure(stopping)).isEqualTo(Departure.EVERYBODY_LEFT);
            }
        }
    }

    @Test
    void aMessageThatIsUnderWayIsSent() throws Exception {
        try (SmtpStandIn provider = new SmtpStandIn()) {
            postern.succeedWith(REAL + "\n", provider.accountAdd(home));
            try (Peer peer = sendingMail(app("sender", "--protocols", "smtp"))) {
                CompletableFuture<Departure> stopping = stopping();
                await().untilAsserted(() ->
                        assertThatThrownBy(() -> Peer.connect(postern.smtpPort()))
                                .isInstanceOf(ConnectException.class));
                // Longer than any pause in which it would end.
                assertThat(peer.silentFor(2500)).isTrue();
                ask(peer, "the other half\r\n.", "250 queued");
                assertThat(peer.rest()).isEmpty();
                assertThat(departure(stopping)).isEqualTo(Departure.EVERYBODY_LEFT);
                assertThat(provider.messages()).hasSize(1);
            }
        }
    }

    @Test
    void whoAsksTwiceDoesNotWait() throws Exception {
        try (SmtpStandIn provider = new SmtpStandIn()) {
            postern.succeedWith(REAL + "\n", provider.accountAdd(home));
            try (Peer peer = sendingMail(app("sender", "--protocols", "smtp"))) {
                CompletableFuture<Departure> stopping = stopping();
                bridge.stop();
                assertThat(departure(stopping)).isEqualTo(Departure.SOME_CUT_OFF);
                bridge.close();
                assertThat(peer.rest()).isEmpty();
                assertThat(provider.messages()).isEmpty();
            }
        }
    }
}
