package dev.postern.imap.gate;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.ImapProfile;

import org.junit.jupiter.api.Test;

import java.util.List;

class GateLoadTest {

    private static final int MESSAGE = 50 * 1024 * 1024;
    private static final int PIECE = 64 * 1024;
    private static final List<String> OFFERS = List.of("IMAP4rev1", "LITERAL+", "UNSELECT");

    @Test
    void aLargeMessageThatIsAppendedIsNeverHeld() {
        try (GateUnderTest gate = gate(ImapProfile.APPEND_ONLY)) {
            say(gate, "a1 APPEND INBOX {" + MESSAGE + "+}\r\n");
            gate.saidToUpstream();
            gate.fromUpstream(octets("+ go\r\n"));
            for (int sent = 0; sent < MESSAGE; sent += PIECE) {
                gate.fromClient(new byte[PIECE]);
                assertThat(gate.saidToUpstream()).hasSize(PIECE);
            }
            say(gate, "\r\n");
            gate.fromUpstream(octets("a1 OK done\r\n"));
            assertThat(gate.saidToUpstream()).asString(US_ASCII).isEqualTo("\r\n");
            assertThat(gate.saidToClient()).asString(US_ASCII).isEqualTo("a1 OK done\r\n");
            assertThat(gate.gate().tally().messages()).isEqualTo(1);
        }
    }

    @Test
    void aLargeMessageThatIsRefusedIsNeverHeld() {
        try (GateUnderTest gate = gate(ImapProfile.READ_ONLY)) {
            say(gate, "a1 APPEND INBOX {" + MESSAGE + "+}\r\n");
            for (int sent = 0; sent < MESSAGE; sent += PIECE) {
                gate.fromClient(new byte[PIECE]);
            }
            assertThat(gate.saidToClient()).isEmpty();
            say(gate, "\r\na2 NOOP\r\n");
            assertThat(gate.saidToClient()).asString(US_ASCII).startsWith("a1 NO [NOPERM] ");
            assertThat(gate.saidToUpstream()).asString(US_ASCII).isEqualTo("a2 NOOP\r\n");
        }
    }

    @Test
    void aLargeMessageThatIsFetchedIsNeverHeld() {
        try (GateUnderTest gate = gate(ImapProfile.READ_ONLY)) {
            say(gate, "a1 FETCH 1 BODY[]\r\n");
            gate.fromUpstream(octets("* 1 FETCH (BODY[] {" + MESSAGE + "}\r\n"));
            gate.saidToClient();
            for (int sent = 0; sent < MESSAGE; sent += PIECE) {
                gate.fromUpstream(new byte[PIECE]);
                assertThat(gate.saidToClient()).hasSize(PIECE);
            }
            gate.fromUpstream(octets(")\r\na1 OK done\r\n"));
            assertThat(gate.saidToClient()).asString(US_ASCII).isEqualTo(")\r\na1 OK done\r\n");
        }
    }

    @Test
    void theClientIsNotReadWhileItsCommandWaits() {
        try (GateUnderTest gate = gate(ImapProfile.READ_ONLY)) {
            say(gate, "a1 NOOP\r\n");
            int before = gate.clientReads();
            say(gate, "a2 SELECT {5+}\r\nINBOX\r\na3 NOOP\r\n");
            say(gate, "a4 NOOP\r\n");
            assertThat(gate.clientReads()).isEqualTo(before);
            gate.fromUpstream(octets("a1 OK done\r\n"));
            assertThat(gate.clientReads()).isEqualTo(before);
            gate.fromUpstream(octets("+ go\r\n"));
            assertThat(gate.clientReads()).isGreaterThan(before);
            assertThat(gate.saidToUpstream())
                    .asString(US_ASCII)
                    .isEqualTo("a1 NOOP\r\na2 EXAMINE {5}\r\nINBOX\r\na3 NOOP\r\na4 NOOP\r\n");
        }
    }

    @Test
    void aCommandWithoutEndEndsTheSession() {
        try (GateUnderTest gate = gate(ImapProfile.READ_ONLY)) {
            say(gate, "a1 SEARCH SUBJECT " + "x".repeat(70_000));
            assertThat(gate.ended()).isPresent();
            assertThat(gate.saidToUpstream()).isEmpty();
        }
    }

    @Test
    void manyCommandsInFlightHoldTheClientUp() {
        try (GateUnderTest gate = gate(ImapProfile.READ_ONLY)) {
            StringBuilder commands = new StringBuilder();
            for (int count = 0; count < 300; count++) {
                commands.append("a").append(count).append(" NOOP\r\n");
            }
            say(gate, commands.toString());
            assertThat(gate.saidToUpstream()).asString(US_ASCII).endsWith("a255 NOOP\r\n");
            gate.fromUpstream(octets("a0 OK done\r\na1 OK done\r\n"));
            assertThat(gate.saidToUpstream())
                    .asString(US_ASCII)
                    .isEqualTo("a256 NOOP\r\na257 NOOP\r\n");
        }
    }

    private static GateUnderTest gate(ImapProfile profile) {
        return new GateUnderTest(new ImapPolicy(profile, List.of()), OFFERS);
    }

    private static void say(GateUnderTest gate, String text) {
        gate.fromClient(octets(text));
    }

    private static byte[] octets(String text) {
        return text.getBytes(US_ASCII);
    }
}
