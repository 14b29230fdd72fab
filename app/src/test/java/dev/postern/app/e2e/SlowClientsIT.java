package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.e2e.BesiegedBridge.Door;
import dev.postern.app.e2e.Mob.Persistence;
import dev.postern.core.testing.Peer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** People who keep a bridge busy, or waiting, for as long as it lets them. */
@Tag("torture")
@Tag("long")
class SlowClientsIT {

    /** For each phase, and each question. */
    private static final int MEMBERS = 50;

    /** What a socket takes that nobody reads, so that what is behind it stays with the bridge. */
    private static final int SMALLEST_WINDOW = 2048;

    private static final String REFUSED = "a NO [AUTHENTICATIONFAILED] Login failed";

    private static final String THROTTLED =
            "a NO [UNAVAILABLE] Too many failed logins; try again later";

    private static final int MORE_THAN_ARE_LOOKED_AT = 11;

    /** Whatever was guessed, and however often; behind the last two the connection ends. */
    private static final Set<String> TO_GUESSERS =
            Set.of(
                    REFUSED,
                    THROTTLED,
                    "* BYE Before login a line may have 8192 octets at most",
                    "* BYE Too many connections waited without logging in");

    @TempDir private static Path home;
    private static BesiegedBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        bridge = new BesiegedBridge(home, "", "");
    }

    @AfterAll
    static void stop() throws Exception {
        bridge.close();
    }

    /** A phase in which a client can be slow, as words that lead there and words that drip. */
    enum Phase {
        TLS_HANDSHAKE(Door.IMAP_TLS, "", "\26\3\1\2\0\1\0\1\374\3\3"),
        TLS_RECORD_HEADER(Door.SMTP_TLS, "", "\26"),
        HANDSHAKE_BEHIND_IMAP_STARTTLS(Door.IMAP, "a STARTTLS\r\n", "\26\3\1\2\0\1\0\1\374\3\3"),
        HANDSHAKE_BEHIND_SMTP_STARTTLS(Door.SMTP, "STARTTLS\r\n", "\26\3\1\2\0\1\0\1\374\3\3"),
        IMAP_TAG(Door.IMAP, "", "a"),
        IMAP_LITERAL(Door.IMAP, "a LOGIN {4096+}\r\n", "x"),
        IMAP_DROPPED_LITERAL(Door.IMAP, "a LIST {60000+}\r\n", "x"),
        IMAP_RESPONSE(Door.IMAP, "a AUTHENTICATE PLAIN\r\n", "A"),
        SMTP_COMMAND(Door.SMTP, "", "E"),
        SMTP_RESPONSE(Door.SMTP, "EHLO x\r\nAUTH LOGIN\r\n", "A"),
        HTTP_REQUEST(Door.METRICS, "GET /metrics HTTP/1.1\r\n", "X"),
        HTTP_BODY(
                Door.METRICS,
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n",
                "x");

        private final Door door;
        private final String words;
        private final String drops;

        Phase(Door door, String words, String drops) {
            this.door = door;
            this.words = words;
            this.drops = drops;
        }

        private Mob mob() {
            return new Mob(MEMBERS, bridge.ports(door), Persistence.AGAIN_AND_AGAIN, this::by);
        }

        private void by(Socket victim) throws IOException, InterruptedException {
            byte[] drip = drops.getBytes(StandardCharsets.ISO_8859_1);
            victim.getOutputStream().write(Mob.ascii(words));
            Mob.drip(victim, drip);
            while (true) {
                Mob.drip(victim, new byte[] {drip[drip.length - 1]});
            }
        }
    }

    @Test
    void wordsThatDrip() throws Exception {
        Siege.of(
                bridge,
                "600 clients that send an octet at a time, in 12 phases of login, TLS and HTTP",
                Stream.of(Phase.values()).map(Phase::mob).toArray(Mob[]::new));
    }

    /** Something short that is answered at length. */
    enum Question {
        EHLO(Door.SMTP, "EHLO x\r\n"),
        HELP(Door.SMTP, "HELP\r\n"),
        NOOP(Door.IMAP, "a NOOP\r\n"),
        CAPABILITY(Door.IMAP, "a CAPABILITY\r\n"),
        REFUSED_COMMAND(Door.IMAP, "a LIST\r\n"),
        GUESSES(Door.IMAP, "a LOGIN x y\r\n");

        private final Door door;
        private final String asked;

        Question(Door door, String asked) {
            this.door = door;
            this.asked = asked;
        }

        private Mob mob() {
            return new Mob(MEMBERS, bridge.ports(door), Persistence.ONCE, this::by);
        }

        private void by(Socket victim) throws IOException, InterruptedException {
            victim.setReceiveBufferSize(SMALLEST_WINDOW);
            victim.getOutputStream().write(Mob.ascii(asked.repeat(200 * 1024 / asked.length())));
            Mob.linger();
        }
    }

    @Test
    void answersThatNobodyReads() throws Exception {
        Siege.of(
                bridge,
                "300 clients that ask without end and read no answer",
                Stream.of(Question.values()).map(Question::mob).toArray(Mob[]::new));
    }

    @Test
    void guessesWithAllThatFitsBehindThem() throws Exception {
        byte[] words = Mob.ascii("a LOGIN x wrong\r\n" + "x".repeat(200 * 1024));
        Set<String> heard = ConcurrentHashMap.newKeySet();
        Siege.of(
                bridge,
                "1,500 clients that send 200 KiB behind a guess",
                new Mob(
                        1_500,
                        bridge.ports(Door.IMAP),
                        Persistence.AGAIN_AND_AGAIN,
                        victim -> {
                            victim.getOutputStream().write(words);
                            hear(victim, heard);
                        }));
        assertThat(heard).isNotEmpty().allMatch(TO_GUESSERS::contains);
        assertThat(answersToGuesses()).contains(THROTTLED).isSubsetOf(REFUSED, THROTTLED);
    }

    /** Of who waits for them, on a connection for each. */
    private static Set<String> answersToGuesses() throws IOException {
        List<Peer> patient = new ArrayList<>();
        try {
            for (int i = 0; i < MORE_THAN_ARE_LOOKED_AT; i++) {
                Peer guesser = bridge.connect(Door.IMAP);
                patient.add(guesser);
                guesser.send("a LOGIN x wrong\r\n");
            }
            Set<String> answers = new HashSet<>();
            for (Peer guesser : patient) {
                answers.add(guesser.lineStarting("a "));
            }
            return answers;
        } finally {
            for (Peer guesser : patient) {
                guesser.close();
            }
        }
    }

    /** All that is said behind the greeting, until it is thrown out. */
    private static void hear(Socket victim, Set<String> heard) throws IOException {
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(victim.getInputStream(), StandardCharsets.US_ASCII));
        lines.readLine();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            heard.add(line);
        }
    }

    @Test
    void messagesBehindTheGateThatNeverEnd() throws Exception {
        byte[] some = new byte[64 * 1024];
        Siege.of(
                bridge,
                "20 programs that append messages of 4 GiB behind a gate",
                new Mob(
                        20,
                        bridge.ports(Door.IMAP),
                        Persistence.ONCE,
                        ignored -> {
                            try (Peer gated = bridge.loggedInBehindTheGate()) {
                                gated.send("a APPEND INBOX {4000000000}\r\n");
                                gated.lineStarting("+");
                                while (true) {
                                    gated.send(some);
                                }
                            }
                        }));
        assertThat(bridge.log()).contains(BesiegedBridge.GATED);
    }
}
