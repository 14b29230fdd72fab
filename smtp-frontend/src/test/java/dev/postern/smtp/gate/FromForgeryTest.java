package dev.postern.smtp.gate;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.core.access.AddressPattern;
import dev.postern.core.access.SmtpPolicy;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class FromForgeryTest {

    private static final SmtpPolicy POLICY =
            new SmtpPolicy(
                    List.of(
                            AddressPattern.parse("ann@example.org").orElseThrow(),
                            AddressPattern.parse("@example.net").orElseThrow()),
                    List.of(),
                    OptionalInt.empty(),
                    OptionalLong.empty());

    private static final Session MAIL = Session.getInstance(new Properties());
    private static final Pattern ANY_ADDRESS = Pattern.compile("[A-Za-z0-9._]+@[A-Za-z0-9._-]+");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: ann@example.org",
                "FROM:ann@example.org",
                "from:\r\n ann@example.org",
                "From: Ann <ANN@Example.ORG>",
                "From: \"Example, Ann\" <ann@example.org>",
                "From: \"ann@example.org\" <ann@example.org>",
                "From: \"'ann@example.org'\" <ann@example.org>",
                "From: \"Ann \\\"the\\\" Example\"\r\n\t<ann@example.org>",
                "From: Ann E. Example <ann@example.org>, any.body@example.net",
                "From: ann@example.org (Ann Example)",
                "From: <ann@example.org>",
                "From: =?UTF-8?Q?M=C3=BCller=2C_Ann?= <ann@example.org>",
                "From: =?utf-8?B?w4RubmUgTcO8bGxlcg==?= =?iso-8859-1?q?_M=FCller?="
                        + " <ann@example.org>",
                "From: =?iso-2022-jp?B?GyRCO0NPTxsoQg==?= <ann@example.org>",
                "From: Änne <ann@example.org>",
                "Subject: x\r\n From: boss@example.com\r\nFrom: ann@example.org",
                "From: ann@example.org\r\nSender: printer@example.net",
                "From: ann@example.org\r\nReply-To: boss@example.com\r\nX-From: boss@example.com",
            })
    void whatMailProgramsWriteIsUnderstood(String header) {
        assertThat(refusal(header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Subject: no From",
                "From:",
                "From: ",
                "From: <>",
                "From: boss@example.com",
                "From: ann@example.org.evil.example",
                "From: ann@sub.example.net",
                "From: Ann <boss@example.com>",
                "From:\r\n boss@example.com",
                "From: ann@example.org\r\nFrom: boss@example.com",
                "From: ann@example.org\r\nFrom: ann@example.org",
                "From : ann@example.org",
                "From\t: boss@example.com\r\nFrom: ann@example.org",
                " From: boss@example.com\r\nFrom: ann@example.org",
                "From: ann@example.org\r\nFrom : boss@example.com",
                "From: ann@example.org, boss@example.com",
                "From: ann@example.org;boss@example.com",
                "From: ann@example.org boss@example.com",
                "From: <ann@example.org> <boss@example.com>",
                "From: <boss@example.com> <ann@example.org>",
                "From: boss@example.com <ann@example.org>",
                "From: \"boss@example.com\" <ann@example.org>",
                "From: \"The Boss <boss@example.com>\" <ann@example.org>",
                "From: =?utf-8?q?boss=40example.com?= <ann@example.org>",
                "From: =?utf-8?b?Ym9zc0BleGFtcGxlLmNvbQ==?= <ann@example.org>",
                "From: =?utf-8?q?a=0Aboss=00?= <ann@example.org>",
                "From: =?utf-7?q?boss+AEA-example.com?= <ann@example.org>",
                "From: =?x-unknown?q?boss?= <ann@example.org>",
                "From: x=?utf-8?q?boss=40example.com?= <ann@example.org>",
                "From: =?utf-8?q?<ann@example.org>?= <ann@example.org>",
                "From: Group: ann@example.org;",
                "From: Group: boss@example.com, ann@example.org;",
                "From: undisclosed:;",
                "From: ann@example.org (comment (nested) <boss@example.com>)",
                "From: (boss@example.com) ann@example.org",
                "From: ann(c)@example.org",
                "From: ann@example.org(",
                "From: <@example.com:ann@example.org>",
                "From: <@boss.example,ann@example.org>",
                "From: \"boss@example.com\"@example.net",
                "From: boss%example.com@example.net",
                "From: example.com!boss@example.net",
                "From: ann @ example.org",
                "From: < ann@example.org >",
                "From: ann@[127.0.0.1]",
                "From: ann@example.org,",
                "From: ,ann@example.org",
                "From: ann@example.org\0boss@example.com",
                "From: ann@example.org\rFrom: boss@example.com",
                "Subject: x\rFrom: boss@example.com\r\nFrom: ann@example.org",
                "Subject: x\nFrom: boss@example.com\r\nFrom: ann@example.org",
                "From: ann@example.org\r\n \r\nFrom: boss@example.com",
                "From: ann@example.org\r\nnot a field",
                "From ann@example.org Mon\r\nFrom: ann@example.org",
                ".From: boss@example.com\r\nFrom: ann@example.org",
                "From: ann@example.org\r\n.x: y",
                "From: \"Ann <ann@example.org>",
                "From: Ann \\<ann@example.org>",
                "From: an\u212A@example.net, \u212Aann@example.org",
                "From: ann\uFF20evil.example@example.net",
                "From: ann@example.org\u0085From: boss@example.com",
                "From: ann@example.org\u2028From: boss@example.com",
                "From: ann@example.org\r\nSender: boss@example.com",
                "From: ann@example.org\r\nSender: ann@example.org\r\nSender: ann@example.org",
                "From: ann@example.org\r\nResent-From: boss@example.com",
                "From: ann@example.org\r\nResent-Sender: boss@example.com",
            })
    void whatCouldBeReadAsSomebodyElseIsDenied(String header) {
        assertThat(refusal(header)).isPresent();
    }

    @Test
    void aLineThatSomeServersBreakIsDenied() {
        String long_ = "x".repeat(990);
        assertThat(refusal("X: " + long_ + "\r\nFrom: ann@example.org")).isEmpty();
        assertThat(refusal("X: " + long_ + "12345678\r\nFrom: ann@example.org")).isPresent();
    }

    @Test
    void noHeaderTakesLong() {
        String folded = "X: y" + "\r\n z".repeat(16_000) + "\r\nFrom: ann@example.org";
        String quoted = "From: \"" + "\\\"\\\"\r\n ".repeat(9_000) + "\" <ann@example.org>";
        String dots = "From: " + "a.".repeat(400) + "a@example.net";
        assertThat(refusal(folded)).isEmpty();
        assertThat(refusal(quoted)).isEmpty();
        assertThat(refusal(dots)).isEmpty();
    }

    /**
     * If ours lets it pass, then all that Jakarta Mail finds in it, however it reads, is allowed.
     */
    @Test
    void jakartaMailFindsNobodyElseInWhatPasses() throws Exception {
        Random random = new Random(5);
        int passed = 0;
        for (int i = 0; i < 300_000; i++) {
            String header = header(random);
            if (refusal(header).isEmpty()) {
                passed++;
                for (String address : found(header)) {
                    assertThat(POLICY.senders()).as(header).anyMatch(it -> it.matches(address));
                }
            }
        }
        assertThat(passed).isGreaterThan(5_000);
    }

    private static final List<String> PARTS =
            List.of(
                    "ann@example.org",
                    "<ann@example.org>",
                    "Ann ",
                    "\"Ann\" ",
                    "any@example.net",
                    "boss@example.com",
                    "<boss@example.com>",
                    "=?utf-8?q?boss=40example.com?=",
                    "=?utf-8?q?Ann=2C?= ",
                    "=?utf-8?b?QW5u?= ",
                    "\"",
                    "\\",
                    ",",
                    ", ",
                    ";",
                    ":",
                    "(",
                    ")",
                    "(Ann)",
                    "<",
                    ">",
                    "@",
                    " ",
                    "\t",
                    "\r\n ",
                    "\r\nFrom: ",
                    "\r\nSender: ",
                    "Group:",
                    ".",
                    "ä",
                    "[",
                    "]",
                    "'",
                    "a");

    private static String header(Random random) {
        StringBuilder header = new StringBuilder("From: ");
        int parts = 1 + random.nextInt(6);
        for (int i = 0; i < parts; i++) {
            int bound = random.nextBoolean() ? 5 : PARTS.size();
            header.append(PARTS.get(random.nextInt(bound)));
        }
        return header.toString();
    }

    private static List<String> found(String header) throws MessagingException {
        byte[] octets = (header + "\r\n\r\n").getBytes(UTF_8);
        MimeMessage message = new MimeMessage(MAIL, new ByteArrayInputStream(octets));
        List<String> values = new ArrayList<>();
        for (String name : List.of("From", "Sender")) {
            String[] fields = message.getHeader(name);
            values.addAll(fields == null ? List.of() : List.of(fields));
        }
        List<String> addresses = new ArrayList<>();
        for (String value : values) {
            String unfolded = MimeUtility.unfold(new String(value.getBytes(ISO_8859_1), UTF_8));
            addresses.addAll(parsed(unfolded, true));
            addresses.addAll(parsed(unfolded, false));
            addresses.addAll(inHeader(unfolded, true));
            addresses.addAll(inHeader(unfolded, false));
            addresses.addAll(afterDecoding(unfolded));
        }
        return addresses;
    }

    private static List<String> parsed(String value, boolean strict) {
        try {
            return addresses(InternetAddress.parse(value, strict));
        } catch (AddressException e) {
            return List.of();
        }
    }

    private static List<String> inHeader(String value, boolean strict) {
        try {
            return addresses(InternetAddress.parseHeader(value, strict));
        } catch (AddressException e) {
            return List.of();
        }
    }

    private static List<String> addresses(InternetAddress[] found) {
        List<String> addresses = new ArrayList<>();
        for (InternetAddress address : found) {
            addresses.add(address.getAddress());
        }
        return addresses;
    }

    /** All that looks like one to a person, who sees words decoded. */
    private static List<String> afterDecoding(String value) {
        try {
            Matcher matcher = ANY_ADDRESS.matcher(MimeUtility.decodeText(value));
            return matcher.results().map(MatchResult::group).toList();
        } catch (UnsupportedEncodingException e) {
            return List.of();
        }
    }

    private static Optional<Refusal> refusal(String header) {
        return HeaderCheck.refusal(POLICY, (header + "\r\n\r\n").getBytes(UTF_8));
    }
}
