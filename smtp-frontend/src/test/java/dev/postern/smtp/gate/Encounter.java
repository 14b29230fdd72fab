package dev.postern.smtp.gate;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.postern.core.access.AddressPattern;
import dev.postern.core.access.SmtpPolicy;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.IntUnaryOperator;

/**
 * A client that says anything, the gate, and a provider; beside it, another one that hears the same
 * and is easier to deceive. Whatever either would deliver must be what the policy allows, and both
 * the same.
 */
final class Encounter {

    static final AddressPattern SENDER = AddressPattern.parse("ann@example.org").orElseThrow();
    static final AddressPattern RECIPIENTS = AddressPattern.parse("example.com").orElseThrow();

    /** So many words make several messages. */
    static final int STEPS = 60;

    static final int LARGEST = 400;
    private static final int PER_HOUR = 3;
    private static final Session MAIL = Session.getInstance(new Properties());

    /** What a dialogue is made of; single octets come besides. */
    static final List<String> WORDS =
            List.of(
                    "MAIL FROM:<ann@example.org>\r\n",
                    "RCPT TO:<bob@example.com>\r\n",
                    "DATA\r\n",
                    "From: ann@example.org\r\n\r\n",
                    "\r\n.\r\n",
                    "BDAT 27 LAST\r\nFrom: <ann@example.org>\r\n\r\n",
                    "BDAT 10\r\nFrom: Ann ",
                    "BDAT 40 LAST\r\n<ann@example.org>\r\n\r\n.\r\nMAIL FROM:<x@y>\r\n",
                    "BDAT 3\r\n.\r\n",
                    "MAIL FROM:<boss@example.org>\r\n",
                    "RCPT TO:<eve@evil.example>\r\n",
                    "MAIL FROM:<ann@example.org> SIZE=100 BODY=BINARYMIME AUTH=x\r\n",
                    "RCPT TO:<a%evil.example@example.com>\r\n",
                    "From: boss@example.org\r\n",
                    "From : boss@example.org\r\n",
                    "Sender: boss@example.org\r\n",
                    "Subject: x",
                    "RSET\r\n",
                    "NOOP\r\n",
                    "EHLO x\r\n",
                    "HELO x\r\n",
                    "QUIT\r\n",
                    "AUTH PLAIN AAAA\r\n",
                    "BDAT -1\r\n",
                    "BDAT 0 LAST\r\n",
                    "BDAT 99999999999999\r\n",
                    "\n.\n",
                    "\n.\r\n",
                    "\r.\r",
                    "\r\n.\r",
                    "\r\n.\n",
                    "\r.\r\n",
                    "\r\n\0.\r\n",
                    "\r\n..\r\n",
                    "\r\n",
                    "\r",
                    "\n",
                    ".",
                    "\0",
                    " ",
                    "\"",
                    "<",
                    ">",
                    ",",
                    "x".repeat(100),
                    "\u00e4",
                    "(c)",
                    "=?utf-8?q?boss=40example.org?=",
                    "ann@example.org",
                    "boss@example.org");

    private final IntUnaryOperator choice;
    private final ReferenceServer provider = new ReferenceServer(ReferenceServer.LineEnds.STRICT);
    private final ReferenceServer other = new ReferenceServer(ReferenceServer.LineEnds.ANY);
    private final List<String> clientHeard = new ArrayList<>();
    private final Deque<String> unsaid = new ArrayDeque<>();
    private int taken;

    /**
     * @param choice gives a number below its argument
     */
    Encounter(IntUnaryOperator choice) {
        this.choice = choice;
    }

    List<ReferenceServer.Delivered> run(int steps) {
        SmtpPolicy policy =
                new SmtpPolicy(
                        choice.applyAsInt(4) > 0 ? List.of(SENDER) : List.of(),
                        List.of(RECIPIENTS),
                        OptionalInt.of(PER_HOUR),
                        OptionalLong.of(LARGEST));
        try (GateRig rig =
                new GateRig(
                        policy,
                        GateRig.OFFERS,
                        (app, perHour) -> ++taken <= perHour,
                        GateRig.UNTRACKED)) {
            for (int step = 0; step < steps && rig.reason().isEmpty(); step++) {
                step(rig);
            }
            answer(rig, Integer.MAX_VALUE);
            verify(rig, policy);
        }
        return provider.delivered();
    }

    private void step(GateRig rig) {
        switch (choice.applyAsInt(16)) {
            case 0 -> {
                int count = choice.applyAsInt(3);
                provider.refuseNext(count);
                other.refuseNext(count);
            }
            case 1 -> rig.clientSends(new byte[] {(byte) choice.applyAsInt(256)});
            case 2 -> answer(rig, 1);
            case 3, 4, 5 -> answer(rig, Integer.MAX_VALUE);
            case 6 -> {
                if (choice.applyAsInt(20) == 0) {
                    rig.providerVanishes();
                } else if (choice.applyAsInt(20) == 0) {
                    rig.clientFinishes();
                }
            }
            default -> word(rig, WORDS.get(choice.applyAsInt(WORDS.size())));
        }
        hear(rig);
    }

    private void word(GateRig rig, String word) {
        byte[] octets = word.getBytes(ISO_8859_1);
        if (octets.length > 1 && choice.applyAsInt(4) == 0) {
            int cut = 1 + choice.applyAsInt(octets.length - 1);
            rig.clientSends(Arrays.copyOf(octets, cut));
            rig.clientSends(Arrays.copyOfRange(octets, cut, octets.length));
        } else {
            rig.clientSends(octets);
        }
    }

    /** Lets the provider read, and say so many lines. */
    private void answer(GateRig rig, int lines) {
        hear(rig);
        for (int line = 0; line < lines && !unsaid.isEmpty(); line++) {
            rig.providerSends((unsaid.remove() + "\r\n").getBytes(ISO_8859_1));
            hear(rig);
        }
    }

    private void hear(GateRig rig) {
        byte[] octets = rig.providerHeard();
        provider.take(octets);
        other.take(octets);
        other.said();
        provider.said().lines().forEach(unsaid::add);
        new String(rig.clientHeard(), ISO_8859_1).lines().forEach(clientHeard::add);
    }

    private void verify(GateRig rig, SmtpPolicy policy) {
        assertThat(other.commands()).isEqualTo(provider.commands());
        assertThat(clientHeard).allMatch(line -> line.matches("[2-5][0-9][0-9][ -].*"));
        List<ReferenceServer.Delivered> delivered = provider.delivered();
        assertThat(rig.gate().tally().messages()).isLessThanOrEqualTo(delivered.size());
        if (rig.reason().isEmpty()) {
            assertThat(rig.gate().tally().messages()).isEqualTo(delivered.size());
        }
        assertThat(clientHeard.stream().filter(line -> line.equals("250 delivered")).count())
                .isEqualTo(rig.gate().tally().messages());
        assertThat(delivered.size()).isLessThanOrEqualTo(PER_HOUR);
        assertThat(other.delivered()).hasSameSizeAs(delivered);
        for (int i = 0; i < delivered.size(); i++) {
            verify(delivered.get(i), policy);
            verify(other.delivered().get(i), policy);
            assertThat(other.delivered().get(i).recipients())
                    .isEqualTo(delivered.get(i).recipients());
        }
    }

    private static void verify(ReferenceServer.Delivered message, SmtpPolicy policy) {
        assertThat(message.content().length()).isLessThanOrEqualTo(2 * LARGEST);
        assertThat(message.recipients()).allMatch(RECIPIENTS::matches);
        if (!policy.senders().isEmpty()) {
            assertThat(message.sender()).matches(SENDER::matches);
            assertThat(from(message.content())).isNotEmpty().allMatch(SENDER::matches);
        }
    }

    /** As Jakarta Mail reads it. */
    static List<String> from(String content) {
        try {
            MimeMessage message =
                    new MimeMessage(MAIL, new ByteArrayInputStream(content.getBytes(ISO_8859_1)));
            List<String> addresses = new ArrayList<>();
            for (Address address : message.getFrom()) {
                addresses.add(((InternetAddress) address).getAddress());
            }
            Address sender = message.getSender();
            if (sender != null) {
                addresses.add(((InternetAddress) sender).getAddress());
            }
            return addresses;
        } catch (MessagingException e) {
            throw new AssertionError("a From that Jakarta Mail does not read: " + e, e);
        }
    }
}
