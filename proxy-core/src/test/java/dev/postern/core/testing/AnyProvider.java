package dev.postern.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Compression;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.DiscreetDialogue;
import dev.postern.core.login.Speech;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.login.UpstreamOutcome;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.secret.Secret;
import dev.postern.core.session.Frontend;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A provider that says anything to a login dialogue, and what must be true whatever it says. The
 * first octet of an input chooses the account, and the rest is said.
 */
public final class AnyProvider {

    private static final String USER = "alice@example.org";
    private static final String SMUGGLED = "EVIL";

    /** The last is what a person may have pasted with its line end, and more. */
    private static final List<String> PASSWORDS =
            List.of("s3cret-s3cret", "s\"3\\cret", "s\u00e4cret", "s3cret\r\n" + SMUGGLED + " x");

    private static final int STARTTLS = 1;
    private static final int TOKEN = 2;
    private static final int COMPRESSED = 4;

    /** Of a nonce, which is another each time. */
    private static final Pattern CHANGING = Pattern.compile("[A-Za-z0-9+/=]{16,}");

    private static final Pattern PRINTABLE = Pattern.compile("[ -~]{0,1024}");
    private static final int LONGEST_ALERT = 200;
    private static final int LONGEST_DETAIL = 1024;

    private final Frontend frontend;

    public AnyProvider(Frontend frontend) {
        this.frontend = frontend;
    }

    /** One input, once as a whole and once octet by octet. */
    public void says(byte[] input) {
        if (input.length > 1) {
            byte[] stream = Arrays.copyOfRange(input, 1, input.length);
            String whole = new Run(input[0]).tell(stream, Arrival.whole());
            assertThat(new Run(input[0]).tell(stream, Arrival.octetByOctet()))
                    .as("octet by octet")
                    .isEqualTo(whole);
        }
    }

    /** One dialogue. */
    private final class Run {

        private final UpstreamTls tls;
        private final String secret;
        private final Wire<UpstreamOutcome> wire;
        private final Rendezvous<UpstreamOutcome> rendezvous;

        Run(byte choice) {
            tls = (choice & STARTTLS) != 0 ? UpstreamTls.STARTTLS : UpstreamTls.IMPLICIT;
            boolean token = (choice & TOKEN) != 0;
            secret = token ? "t0ken-t0ken" : PASSWORDS.get((choice >> 3) & 3);
            Upstream upstream =
                    new Upstream(
                            "mail.example.org",
                            993,
                            tls,
                            new Trust.RuntimeAuthorities(),
                            USER,
                            Optional.empty(),
                            Optional.empty(),
                            (choice & COMPRESSED) != 0
                                    ? Compression.WHERE_OFFERED
                                    : Compression.NEVER);
            UpstreamLogin login =
                    new UpstreamLogin(
                            upstream,
                            Secret.of(secret),
                            token ? SecretKind.TOKEN : SecretKind.PASSWORD);
            wire =
                    new Wire<>(
                            new DiscreetDialogue(frontend.upstreamDialogue(login), login.secret()));
            rendezvous = new Rendezvous<>(wire, this::decide);
        }

        String tell(byte[] stream, Arrival arrival) {
            rendezvous.tell(stream, arrival);
            String said = rendezvous.said();
            if (tls == UpstreamTls.STARTTLS) {
                assertThat(disguises()).noneMatch(rendezvous.saidInClear()::contains);
            }
            String literal = "{%d}\r\n%s".formatted(octets(secret).length(), octets(secret));
            assertThat(said.replace(literal, "")).doesNotContain("\n" + SMUGGLED);
            assertThat(Rendezvous.spoken(stream))
                    .endsWith(new String(rendezvous.relayed(), StandardCharsets.ISO_8859_1));
            String story = rendezvous.story();
            return said.contains("SCRAM") ? CHANGING.matcher(story).replaceAll("#") : story;
        }

        private void decide(UpstreamOutcome outcome) {
            switch (outcome) {
                case UpstreamReady ready -> ready(ready);
                case UpstreamFailure failure -> failed(failure);
            }
        }

        /** Nobody is logged in who has not said the secret, or whom a server proved nothing to. */
        private void ready(UpstreamReady ready) {
            assertThat(disguises()).anyMatch(rendezvous.said()::contains);
            assertThat(rendezvous.said()).doesNotContain("SCRAM");
            assertThat(ready.offers()).allMatch(offer -> PRINTABLE.matcher(offer).matches());
            assertThat(ready.alerts())
                    .allMatch(alert -> PRINTABLE.matcher(alert).matches())
                    .allMatch(alert -> alert.length() <= LONGEST_ALERT)
                    .noneMatch(alert -> alert.contains(octets(secret)));
            rendezvous.note("ready " + ready);
            wire.handOver(Speech.NOTHING);
        }

        private void failed(UpstreamFailure failure) {
            String detail = failure.detail();
            assertThat(detail).doesNotContain(octets(secret)).hasSizeLessThan(LONGEST_DETAIL);
            assertThat(disguises()).noneMatch(detail::contains);
            // Other control characters are escaped where it is shown.
            assertThat(detail).doesNotContain("\r", "\n", "\0");
            rendezvous.note(failure.toString());
            wire.discard();
        }

        /** In which forms a login carries the secret. */
        private List<String> disguises() {
            return Stream.of(
                            base64("\0" + USER + "\0" + secret),
                            base64(secret),
                            base64("user=" + USER + "\1auth=Bearer " + secret + "\1\1"),
                            base64(
                                    "n,a=%s,\1host=mail.example.org\1port=993\1auth=Bearer %s\1\1"
                                            .formatted(USER, secret)),
                            octets(secret),
                            octets(secret.replaceAll("([\"\\\\])", "\\\\$1")))
                    .toList();
        }
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
