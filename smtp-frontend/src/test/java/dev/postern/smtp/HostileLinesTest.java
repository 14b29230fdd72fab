package dev.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.core.access.SendingQuota;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.Dialogue;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.login.Next;
import dev.postern.core.login.Turn;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Lines that nobody thought of, put together from pieces of the protocol; the same ones in each
 * run.
 */
class HostileLinesTest {

    private static final int CONVERSATIONS = 3_000;
    private static final int LINES = 12;

    private static final List<String> CLIENT_PIECES =
            List.of(
                    "AUTH",
                    "PLAIN",
                    "LOGIN",
                    "EHLO",
                    "STARTTLS",
                    "RSET",
                    " ",
                    " ",
                    "=",
                    "*",
                    "",
                    "AGEAYg==");
    private static final List<String> PROVIDER_PIECES =
            List.of(
                    "220",
                    "250",
                    "334",
                    "535",
                    "235",
                    "-",
                    " ",
                    " ",
                    "AUTH",
                    "=",
                    "PLAIN",
                    "LOGIN",
                    "STARTTLS");

    @ParameterizedTest
    @EnumSource
    void everyAnswerToAClientIsAReply(ListenerSecurity security) {
        SmtpFrontend frontend =
                new SmtpFrontend(Optional.empty(), List::of, SendingQuota.UNLIMITED);
        converse(
                () -> frontend.clientDialogue(security),
                CLIENT_PIECES,
                said -> assertThat(said).matches("([2-5]\\d\\d[ -][ -~]*\r\n)*"));
    }

    @ParameterizedTest
    @EnumSource
    void everyAnswerToAProviderIsACommandOrResponse(UpstreamTls tls) {
        SmtpFrontend frontend =
                new SmtpFrontend(Optional.empty(), List::of, SendingQuota.UNLIMITED);
        Upstream upstream =
                new Upstream(
                        "mail.example.org",
                        465,
                        tls,
                        new Trust.RuntimeAuthorities(),
                        "u",
                        Optional.empty());
        UpstreamLogin login = new UpstreamLogin(upstream, Secret.of("s"), SecretKind.PASSWORD);
        converse(
                () -> frontend.upstreamDialogue(login),
                PROVIDER_PIECES,
                said ->
                        assertThat(said)
                                .matches(
                                        "((EHLO|STARTTLS|AUTH|QUIT|\\*|[A-Za-z0-9+/]*=*)("
                                                + " [!-~]+)*\r\n"
                                                + ")?"));
    }

    private interface Opening<R> {
        Dialogue<R> dialogue();
    }

    private static <R> void converse(
            Opening<R> opening, List<String> pieces, Consumer<String> check) {
        Random random = new Random(1);
        for (int i = 0; i < CONVERSATIONS; i++) {
            Dialogue<R> dialogue = opening.dialogue();
            Turn<R> turn = dialogue.opened();
            for (int j = 0; j < LINES && goesOn(turn); j++) {
                turn =
                        turn.next() instanceof Next.StartTls<R>
                                ? dialogue.secured()
                                : dialogue.line(line(random, pieces));
                check.accept(new String(turn.say().octets(), UTF_8));
            }
        }
    }

    private static boolean goesOn(Turn<?> turn) {
        return turn.next() instanceof Next.ReadLine || turn.next() instanceof Next.StartTls;
    }

    private static byte[] line(Random random, List<String> pieces) {
        StringBuilder line = new StringBuilder();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            line.append(
                    random.nextInt(8) == 0
                            ? Character.toString(1 + random.nextInt(255))
                            : pieces.get(random.nextInt(pieces.size())));
        }
        return line.toString().replaceAll("[\r\n]", "").getBytes(ISO_8859_1);
    }
}
