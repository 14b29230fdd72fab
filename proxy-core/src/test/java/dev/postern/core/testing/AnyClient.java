package dev.postern.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.LoginAttempt;
import dev.postern.core.login.ClientDialogue;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.login.Refusal;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.session.Frontend;
import dev.postern.core.session.Standing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A client that says anything to a login dialogue, and what must be true whatever it says. The
 * first octet of an input chooses the listener, the second what becomes of each attempt to log in,
 * and the rest is said.
 */
public final class AnyClient {

    private static final List<ListenerSecurity> SECURITIES = List.of(ListenerSecurity.values());
    private static final int CHOICES = 2;
    private static final int DEVICE = 4;
    private static final int STRANGER = 8;
    private static final int MOST_DENIED = 3;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");
    private static final UpstreamReady READY =
            new UpstreamReady(List.of("IDLE", "PIPELINING", "SIZE 1000"), List.of("an alert"));

    private final Frontend frontend;
    private final Pattern line;
    private final boolean devices;

    private AnyClient(Frontend frontend, Pattern line, boolean devices) {
        this.frontend = frontend;
        this.line = line;
        this.devices = devices;
    }

    /**
     * A client that reads mail, or sends its own.
     *
     * @param line what each line that we say must be
     */
    public static AnyClient of(Frontend frontend, Pattern line) {
        return new AnyClient(frontend, line, false);
    }

    /** The same, where there are listeners for devices too. */
    public static AnyClient orDevice(Frontend frontend, Pattern line) {
        return new AnyClient(frontend, line, true);
    }

    /** One input, once as a whole and once octet by octet. */
    public void says(byte[] input) {
        if (input.length <= CHOICES) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(input, CHOICES, input.length);
        String whole = new Run(input, stream).tell(Arrival.whole());
        assertThat(new Run(input, stream).tell(Arrival.octetByOctet()))
                .as("octet by octet")
                .isEqualTo(whole);
    }

    /** One dialogue. */
    private final class Run {

        private final ListenerSecurity security;
        private final boolean device;
        private final boolean stranger;
        private final ClientDialogue dialogue;
        private final Wire<LoginAttempt> wire;
        private final Rendezvous<LoginAttempt> rendezvous;
        private final byte[] stream;
        private int decisions;
        private int denied;

        Run(byte[] input, byte[] stream) {
            this.stream = stream;
            security = SECURITIES.get(input[0] & 3);
            device = devices && (input[0] & DEVICE) != 0;
            stranger = device && (input[0] & STRANGER) != 0; // is refused before it says a word
            Standing standing = stranger ? Standing.STRANGER : Standing.EXPECTED;
            dialogue =
                    device
                            ? frontend.deviceDialogue("printer", security, standing)
                            : frontend.clientDialogue(security);
            wire = new Wire<>(dialogue);
            rendezvous = new Rendezvous<>(wire, this::decide);
            decisions = input[1];
        }

        String tell(Arrival arrival) {
            rendezvous.tell(stream, arrival);
            String said = rendezvous.said();
            assertThat(said.isEmpty() || said.endsWith("\r\n")).as(said).isTrue();
            for (String one : said.isEmpty() ? new String[0] : said.split("\r\n", -1)) {
                assertThat(one.isEmpty() || line.matcher(one).matches()).as(one).isTrue();
            }
            assertThat(Rendezvous.spoken(stream))
                    .endsWith(new String(rendezvous.relayed(), StandardCharsets.ISO_8859_1));
            assertThat(denied).isLessThanOrEqualTo(MOST_DENIED);
            return rendezvous.story();
        }

        private void decide(LoginAttempt attempt) {
            verify(attempt);
            rendezvous.note(attempt.user() + " " + attempt.mechanism());
            int decision = decisions & 3;
            decisions >>= 2;
            switch (decision) {
                case 0 -> {
                    denied++;
                    wire.resume(dialogue.refused(new Refusal.Denied()));
                }
                case 1 -> wire.resume(dialogue.refused(new Refusal.Throttled()));
                case 2 ->
                        wire.resume(
                                dialogue.refused(
                                        new Refusal.UpstreamFailed(
                                                new UpstreamFailure.Unavailable("busy"), "work")));
                default -> wire.handOver(dialogue.welcomed(READY));
            }
        }

        /** Nobody logs in with what was not said, or in clear where that is not allowed. */
        private void verify(LoginAttempt attempt) {
            if (security == ListenerSecurity.STARTTLS_REQUIRED && !stranger) {
                assertThat(rendezvous.isSecured()).as("TLS before an attempt").isTrue();
            }
            assertThat(attempt.isOfDevice()).isEqualTo(device);
            String secret = new String(attempt.secret().reveal(), StandardCharsets.ISO_8859_1);
            assertThat(readings(Rendezvous.spoken(stream)))
                    .as("what the client said, and in it the secret")
                    .anyMatch(reading -> reading.contains(secret));
        }
    }

    /** As it was said, without the backslashes of quoted strings, and each word of base64. */
    private static List<String> readings(String said) {
        List<String> readings = new ArrayList<>();
        readings.add(said);
        readings.add(said.replaceAll("(?s)\\\\(.)", "$1"));
        for (MatchResult word : BASE64.matcher(said).results().toList()) {
            for (int from = word.start(); from < Math.min(word.end(), word.start() + 4); from++) {
                readings.add(decoded(said.substring(from, word.end())));
            }
        }
        return readings;
    }

    private static String decoded(String word) {
        try {
            return new String(Base64.getDecoder().decode(word), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException none) {
            return "";
        }
    }
}
