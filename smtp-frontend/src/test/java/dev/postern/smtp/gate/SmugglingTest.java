package dev.postern.smtp.gate;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.postern.core.access.AddressPattern;
import dev.postern.core.access.SendingQuota;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.login.CloseReason;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** No end of a message but CRLF, dot, CRLF; at every cut of what the client sends. */
class SmugglingTest {

    private static final String SECOND =
            "MAIL FROM:<ann@example.org>\r\nRCPT TO:<bob@example.com>\r\nDATA\r\n"
                    + "From: ann@example.org\r\n\r\nsecond";

    /** Of the envelope only, and of the header, too. */
    private static final List<SmtpPolicy> POLICIES =
            List.of(policy(List.of()), policy(patterns("ann@example.org")));

    private static SmtpPolicy policy(List<AddressPattern> senders) {
        return new SmtpPolicy(
                senders, patterns("example.com"), OptionalInt.empty(), OptionalLong.of(5_000));
    }

    private static List<AddressPattern> patterns(String text) {
        return List.of(AddressPattern.parse(text).orElseThrow());
    }

    /**
     * With those that were published: LF dot CR LF and LF dot LF (CVE-2023-51764 of Postfix,
     * CVE-2023-51765 of Sendmail, CVE-2023-51766 of Exim), CR dot CR (Cisco), NUL before and behind
     * the dot, and what the scanners of SEC Consult and of Hanno Boeck try besides. Sources:
     * https://sec-consult.com/blog/detail/smtp-smuggling-spoofing-e-mails-worldwide/,
     * https://www.postfix.org/smtp-smuggling.html, and for what follows the first line end in them,
     * RFC 5321 4.1.1.4.
     */
    static Stream<String> otherEnds() {
        return Stream.of(
                "\n.\n",
                "\n.\r\n",
                "\r\n.\n",
                "\n.\r",
                "\r.\n",
                "\r.\r",
                "\r.\r\n",
                "\r\n.\r",
                "\r\n.\rx\r\n",
                "\r\n.\r\r\n",
                "\r\n\r.\r\n",
                "\r\n\0.\r\n",
                "\r\n.\0\r\n",
                "\r\n.\r\0\n",
                "\0\r\n.\r\n",
                "\r\0\n.\r\n",
                "\n\n.\n\n",
                "\n\r.\r\n",
                "\r\r.\r\n",
                "\r\n.\r.\r\n",
                "\r.\n\r\n",
                "\n.\r\r\n",
                "\r\r\n.\r\r\n",
                "\r\n\0.\r",
                "\r\n\0.\n",
                "\r\n\0.\0\r\n",
                "\n\n.\r\n",
                "\r\n\r\n.\n\r\n",
                "\n.\r\n\r\n.\r\n",
                "\n..\r\n",
                "\n");
    }

    @ParameterizedTest
    @MethodSource("otherEnds")
    void anotherEndEndsTheConnectionAndNothingIsDelivered(String end) {
        for (SmtpPolicy policy : POLICIES) {
            for (String place :
                    List.of("From: ann@example.org\r\n\r\nfirst", "From: ann@example.org")) {
                everyCut(policy, place + end + SECOND + "\r\n.\r\nQUIT\r\n", List.of());
            }
        }
    }

    static Stream<String> noEnds() {
        return Stream.of(
                "\r\n..\r\n",
                "\r\n...\r\n",
                "\r\n. \r\n",
                "\r\n .\r\n",
                ".\r\n",
                "x.\r\n",
                "\r\n.x\r\n",
                "\r\n\r\n",
                "a\rb",
                "\r\r\n",
                "x.\rx",
                "\r\n..\rx");
    }

    @ParameterizedTest
    @MethodSource("noEnds")
    void whatIsNoEndIsOfTheMessage(String middle) {
        String content = "From: ann@example.org\r\n\r\nfirst" + middle + SECOND;
        for (SmtpPolicy policy : POLICIES) {
            everyCut(policy, content + "\r\n.\r\nQUIT\r\n", List.of(content));
        }
    }

    private static void everyCut(SmtpPolicy policy, String octets, List<String> delivered) {
        for (int cut = 0; cut < octets.length(); cut++) {
            run(policy, octets, cut, delivered);
        }
    }

    private static void run(SmtpPolicy policy, String data, int cut, List<String> expected) {
        ReferenceServer strict = new ReferenceServer(ReferenceServer.LineEnds.STRICT);
        ReferenceServer other = new ReferenceServer(ReferenceServer.LineEnds.ANY);
        StringBuilder heard = new StringBuilder();
        try (GateRig rig =
                new GateRig(policy, GateRig.OFFERS, SendingQuota.UNLIMITED, GateRig.UNTRACKED)) {
            List<String> pieces =
                    List.of(
                            "MAIL FROM:<ann@example.org>\r\nRCPT TO:<bob@example.com>\r\nDATA\r\n",
                            data.substring(0, cut),
                            data.substring(cut));
            for (String piece : pieces) {
                rig.clientSends(piece.getBytes(ISO_8859_1));
                for (byte[] said = rig.providerHeard();
                        said.length > 0;
                        said = rig.providerHeard()) {
                    strict.take(said);
                    other.take(said);
                    other.said();
                    rig.providerSends(strict.said().getBytes(ISO_8859_1));
                }
            }
            heard.append(new String(rig.clientHeard(), ISO_8859_1));
            boolean sent = !expected.isEmpty();
            assertThat(heard.toString().contains("550 5.6.0")).as("%s", heard).isEqualTo(!sent);
            assertThat(rig.reason())
                    .contains(sent ? CloseReason.CLIENT_CLOSED : CloseReason.CLIENT_OUT_OF_STEP);
        }
        assertThat(strict.delivered()).hasSameSizeAs(expected);
        if (expected.isEmpty()) {
            assertThat(other.delivered()).as("by a server that can be deceived").isEmpty();
        } else {
            String content = strict.delivered().getFirst().content();
            assertThat(content).isEqualTo(expected.getFirst().replace("\r\n.", "\r\n") + "\r\n");
        }
    }
}
