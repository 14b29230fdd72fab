package dev.postern.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.LoginAttempt;
import dev.postern.core.login.ClientDialogue;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.login.Refusal;
import dev.postern.core.login.Turn;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.session.Frontend;
import dev.postern.core.session.Standing;

import java.util.Locale;

/** A script about clients: it plays the session's part as well. */
final class ClientSide implements ScriptRun.Side<LoginAttempt> {

    /** The app of every listener for devices. */
    private static final String DEVICE = "printer";

    private final ClientDialogue dialogue;
    private final Wire<LoginAttempt> wire;

    private ClientSide(ClientDialogue dialogue) {
        this.dialogue = dialogue;
        this.wire = new Wire<>(dialogue);
    }

    /**
     * A listener is its security; for a device, {@code device=expected} or {@code device=stranger}
     * follows.
     */
    static ClientSide of(Script script, Frontend frontend) {
        Words listener = Words.of(script.headers().getOrDefault("listener", "tls"));
        ListenerSecurity security =
                ListenerSecurity.valueOf(
                        listener.first().toUpperCase(Locale.ROOT).replace('-', '_'));
        String device = listener.value("device", "");
        return new ClientSide(
                device.isEmpty()
                        ? frontend.clientDialogue(security)
                        : frontend.deviceDialogue(
                                DEVICE,
                                security,
                                Standing.valueOf(device.toUpperCase(Locale.ROOT))));
    }

    @Override
    public Wire<LoginAttempt> wire() {
        return wire;
    }

    @Override
    public void directive(String word, String rest) {
        switch (word) {
            case "attempt" -> attempt(Words.of(rest));
            case "refused" -> {
                assertThat(wire.result()).as("an attempt to refuse").isPresent();
                wire.resume(dialogue.refused(refusal(Words.of(rest))));
            }
            case "welcomed" -> welcomed(rest, UpstreamReady.Coding.PLAIN);
            case "welcomedDeflated" -> welcomed(rest, UpstreamReady.Coding.DEFLATED);
            case "goodbye" -> {
                CloseReason reason = CloseReason.valueOf(rest);
                wire.resume(Turn.hangUp(dialogue.goodbye(reason), reason));
            }
            default -> throw new IllegalArgumentException("no such directive: " + word);
        }
    }

    private void welcomed(String rest, UpstreamReady.Coding coding) {
        Words.Offers offers = Words.Offers.of(rest);
        wire.handOver(
                dialogue.welcomed(new UpstreamReady(offers.offers(), offers.alerts(), coding)));
    }

    private void attempt(Words words) {
        assertThat(wire.result()).as("a login attempt; ended by %s", wire.ended()).isPresent();
        LoginAttempt attempt = wire.result().orElseThrow();
        assertThat(attempt.user()).as("user").isEqualTo(words.value("user", ""));
        assertThat(attempt.secret().revealText()).as("secret").isEqualTo(words.value("secret", ""));
        assertThat(attempt.mechanism())
                .as("mechanism")
                .isEqualTo(words.value("mechanism", attempt.mechanism()));
    }

    private static Refusal refusal(Words words) {
        return switch (words.first()) {
            case "Denied" -> new Refusal.Denied();
            case "Throttled" -> new Refusal.Throttled();
            case "Misconfigured" -> new Refusal.Misconfigured();
            default -> new Refusal.UpstreamFailed(words.failure(), words.value("account", "work"));
        };
    }
}
