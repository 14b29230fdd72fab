package dev.postern.imap.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.ImapProfile;
import dev.postern.core.login.CloseReason;
import dev.postern.core.testing.Escapes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A dialogue through a gate: {@code C:} the client says, {@code P:} arrives at the provider, {@code
 * U:} the provider says, {@code S:} arrives at the client. What stands before the first of these
 * are the profile, the folders, and what the provider offers.
 */
record GateScript(
        String name,
        ImapPolicy policy,
        List<String> offers,
        List<String> refusals,
        List<Line> lines) {

    record Line(int number, char side, String text) {}

    private static final List<String> USUAL =
            List.of("IMAP4rev1", "UNSELECT", "LITERAL+", "MOVE", "ENABLE");

    static GateScript read(Path file) throws IOException {
        ImapProfile profile = ImapProfile.FULL;
        List<String> folders = List.of();
        List<String> offers = USUAL;
        List<String> refusals = List.of();
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.startsWith("profile: ")) {
                profile = profile(line.substring("profile: ".length()));
            } else if (line.startsWith("folders: ")) {
                folders = List.of(line.substring("folders: ".length()).split(", ", -1));
            } else if (line.startsWith("offers: ")) {
                offers = List.of(line.substring("offers: ".length()).split(" "));
            } else if (line.startsWith("refused: ")) {
                refusals = List.of(line.substring("refused: ".length()).split(", "));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                int from = line.indexOf(' ') + 1;
                String text = from > 0 ? line.substring(from) : "";
                lines.add(new Line(number, line.charAt(0), text));
            }
        }
        String name = file.getFileName().toString().replace(".script", "").replace('-', ' ');
        return new GateScript(name, new ImapPolicy(profile, folders), offers, refusals, lines);
    }

    private static ImapProfile profile(String word) {
        return Stream.of(ImapProfile.values())
                .filter(it -> it.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    /** How many octets both peers say. */
    int length() {
        return lines.stream()
                .filter(line -> line.side() == 'C' || line.side() == 'U')
                .mapToInt(line -> Escapes.line(line.text()).length)
                .sum();
    }

    /** Plays it with everything in as few pieces as can be. */
    void playWhole() {
        play(Integer.MAX_VALUE, 0);
    }

    void playOctetByOctet() {
        play(1, 0);
    }

    /** Plays it with one cut, before this octet of all that are said. */
    void playCutAt(int position) {
        play(Integer.MAX_VALUE, position);
    }

    private void play(int piece, int cut) {
        try (GateUnderTest gate = new GateUnderTest(policy, offers)) {
            Run run = new Run(gate, piece, cut);
            for (Line line : lines) {
                run.take(line);
            }
            run.finish();
            assertThat(gate.refusals()).as("refused").isEqualTo(refusals);
        }
    }

    /** One run: what one side says in successive lines comes in one burst. */
    private static final class Run {
        private final GateUnderTest gate;
        private final int piece;
        private int cut;
        private final ByteArrayOutputStream burst = new ByteArrayOutputStream();
        private final ByteArrayOutputStream client = new ByteArrayOutputStream();
        private final ByteArrayOutputStream provider = new ByteArrayOutputStream();
        private char speaker = ' ';
        private int number;

        Run(GateUnderTest gate, int piece, int cut) {
            this.gate = gate;
            this.piece = piece;
            this.cut = cut;
        }

        void take(Line line) {
            boolean sends = line.side() == 'C' || line.side() == 'U';
            if (line.side() != speaker) {
                arrive();
            }
            if ((sends || line.side() == '=') && speaker != line.side()) {
                compare();
            }
            number = line.number();
            speaker = line.side();
            switch (line.side()) {
                case 'C', 'U' -> burst.writeBytes(Escapes.line(line.text()));
                case 'S' -> client.writeBytes(Escapes.line(line.text()));
                case 'P' -> provider.writeBytes(Escapes.line(line.text()));
                default -> direct(line.text());
            }
        }

        private void direct(String words) {
            if (words.equals("upstream closes")) {
                gate.upstreamCloses();
            } else if (words.equals("upstream resets")) {
                gate.upstreamResets();
            } else if (words.equals("overdue")) {
                gate.gate().end(CloseReason.IDLE);
            } else if (words.equals("kicked")) {
                gate.gate().end(CloseReason.KICKED);
            } else if (words.equals("revoked")) {
                gate.gate().end(CloseReason.REVOKED);
            } else if (words.equals("leave")) {
                gate.gate().leave();
            } else if (words.startsWith("after ")) {
                gate.timePasses(Duration.parse(words.substring("after ".length())));
            } else {
                assertThat(gate.ended().map(Enum::name).orElse("none")).isEqualTo(words);
            }
        }

        void finish() {
            arrive();
            compare();
        }

        private void arrive() {
            byte[] octets = burst.toByteArray();
            burst.reset();
            int at = 0;
            while (at < octets.length) {
                int end = Math.min(octets.length, piece == 1 ? at + 1 : octets.length);
                if (cut > at && cut < end) {
                    end = cut;
                }
                byte[] part = Arrays.copyOfRange(octets, at, end);
                if (speaker == 'C') {
                    gate.fromClient(part);
                } else {
                    gate.fromUpstream(part);
                }
                at = end;
            }
            cut -= octets.length;
        }

        private void compare() {
            String there = "at line " + number;
            assertThat(Escapes.shown(gate.saidToUpstream()))
                    .as("to the provider " + there)
                    .isEqualTo(Escapes.shown(provider.toByteArray()));
            assertThat(Escapes.shown(gate.saidToClient()))
                    .as("to the client " + there)
                    .isEqualTo(Escapes.shown(client.toByteArray()));
            provider.reset();
            client.reset();
        }
    }
}
