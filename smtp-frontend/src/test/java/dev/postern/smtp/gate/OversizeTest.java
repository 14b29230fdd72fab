package dev.postern.smtp.gate;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.postern.core.access.SendingQuota;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.login.CloseReason;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A message that has begun to go to the provider and turns out larger than the app may send. */
class OversizeTest {

    private static final SmtpPolicy TEN_OCTETS =
            new SmtpPolicy(List.of(), List.of(), OptionalInt.empty(), OptionalLong.of(10));

    private static final String MESSAGE = "12345\r\n67890\r\n.\r\nNOOP\r\n";

    @Test
    void theSessionEndsForThatReasonWhereverItIsCut() {
        for (int cut = 1; cut < MESSAGE.length(); cut++) {
            try (GateRig rig =
                    new GateRig(
                            TEN_OCTETS,
                            GateRig.OFFERS,
                            SendingQuota.UNLIMITED,
                            GateRig.UNTRACKED)) {
                rig.clientSends(
                        octets("MAIL FROM:<ann@example.org>\r\nRCPT TO:<b@example.com>\r\n"));
                rig.providerSends(octets("250 ok\r\n250 ok\r\n"));
                rig.clientSends(octets("DATA\r\n"));
                rig.providerSends(octets("354 go\r\n"));
                rig.clientHeard();
                rig.clientSends(octets(MESSAGE.substring(0, cut)));
                rig.clientSends(octets(MESSAGE.substring(cut)));

                assertThat(rig.clientHeard()).asString(ISO_8859_1).startsWith("552 5.3.4 ");
                assertThat(rig.reason()).contains(CloseReason.MESSAGE_TOO_LARGE);
                assertThat(rig.providerHeard()).asString(ISO_8859_1).doesNotContain("\r\n.\r\n");
                assertThat(rig.refusals()).containsExactly("DATA");
            }
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
