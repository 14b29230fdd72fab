package dev.postern.smtp.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.AddressPattern;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.login.CloseReason;
import dev.postern.core.testing.Arrival;
import dev.postern.core.testing.Escapes;

import io.netty.buffer.ByteBufAllocator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A dialogue of two peers with the gate between them.
 *
 * <p>Headers: {@code senders:} and {@code recipients:} with addresses, {@code per-hour:}, {@code
 * size:}, {@code offers:} with EHLO keyword lines and commas.
 *
 * <p>Directives: {@code = denied COMMAND …} what the policy has refused since the last; {@code =
 * client fin}, {@code = client gone}, {@code = provider gone}; {@code = leave} the bridge stops;
 * {@code = overdue} nothing has been said for too long; {@code = kicked}, {@code = revoked}
 * somebody ends the session; {@code = aborted} the provider's connection is closed; {@code = ended
 * REASON}, which is the last; {@code = messages 2} so many were accepted; {@code = relayed 60 38}
 * so many octets were counted, from the client and from the provider. What the provider got is
 * always what was counted from the client.
 */
record GateScript(Path file, Map<String, String> headers, List<String> steps) {

    static GateScript read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            Map<String, String> headers = new HashMap<>();
            for (String line : lines) {
                if (line.matches("[a-z-]+: .*")) {
                    headers.put(
                            line.substring(0, line.indexOf(':')),
                            line.substring(line.indexOf(':') + 2));
                }
            }
            return new GateScript(file, headers, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return file.getFileName().toString().replace(".script", "").replace('-', ' ');
    }

    /** Octets that the peers send in all. */
    int length() {
        return steps.stream()
                .filter(step -> step.startsWith("C:") || step.startsWith("U:"))
                .mapToInt(step -> octets(step).length)
                .sum();
    }

    private static byte[] octets(String step) {
        return Escapes.line(step.length() > 3 ? step.substring(3) : "");
    }

    private SmtpPolicy policy() {
        return new SmtpPolicy(
                patterns("senders"),
                patterns("recipients"),
                headers.containsKey("per-hour")
                        ? OptionalInt.of(Integer.parseInt(headers.get("per-hour")))
                        : OptionalInt.empty(),
                headers.containsKey("size")
                        ? OptionalLong.of(Long.parseLong(headers.get("size")))
                        : OptionalLong.empty());
    }

    private List<AddressPattern> patterns(String key) {
        return Arrays.stream(headers.getOrDefault(key, "").split(" +"))
                .filter(text -> !text.isEmpty())
                .map(text -> AddressPattern.parse(text).orElseThrow())
                .toList();
    }

    private List<String> offers() {
        return headers.containsKey("offers")
                ? List.of(headers.get("offers").split(", *"))
                : GateRig.OFFERS;
    }

    void run(Arrival arrival, ByteBufAllocator buffers) {
        int[] taken = {0};
        try (GateRig rig =
                new GateRig(policy(), offers(), (app, perHour) -> ++taken[0] <= perHour, buffers)) {
            new Run(rig, arrival).all();
        }
    }

    private final class Run {
        private final GateRig rig;
        private final Arrival arrival;
        private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();
        private final ByteArrayOutputStream toProvider = new ByteArrayOutputStream();
        private final ByteArrayOutputStream burst = new ByteArrayOutputStream();
        private String sender = "";
        private boolean endExpected;
        private long providerGot;

        Run(GateRig rig, Arrival arrival) {
            this.rig = rig;
            this.arrival = arrival;
        }

        void all() {
            for (int at = 0; at < steps.size(); at++) {
                try {
                    take(steps.get(at));
                } catch (AssertionError failure) {
                    throw new AssertionError(
                            file + ":" + (at + 1) + ": " + failure.getMessage(), failure);
                }
            }
            arrive();
            compare();
            assertThat(rig.relayed().getFirst()).as("relayed").isEqualTo(providerGot);
            assertThat(rig.reason().isPresent())
                    .as("ended: " + rig.reason())
                    .isEqualTo(endExpected);
        }

        private void take(String step) {
            String kind = step.length() < 2 ? "" : step.substring(0, 2);
            switch (kind) {
                case "C:", "U:" -> {
                    if (!kind.equals(sender)) {
                        arrive();
                        compare();
                    }
                    if (burst.size() == 0) {
                        compare();
                    }
                    sender = kind;
                    burst.writeBytes(octets(step));
                }
                case "S:" -> {
                    arrive();
                    toClient.writeBytes(octets(step));
                }
                case "P:" -> {
                    arrive();
                    toProvider.writeBytes(octets(step));
                }
                case "= " -> {
                    arrive();
                    compare();
                    direct(step.substring(2));
                }
                default -> {}
            }
        }

        private void arrive() {
            byte[] octets = burst.toByteArray();
            burst.reset();
            if (octets.length > 0) {
                for (byte[] piece : arrival.pieces(octets)) {
                    if (sender.equals("C:")) {
                        rig.clientSends(piece);
                    } else {
                        rig.providerSends(piece);
                    }
                }
            }
        }

        private void compare() {
            String provider = Escapes.shown(toProvider.toByteArray());
            String client = Escapes.shown(toClient.toByteArray());
            toProvider.reset();
            toClient.reset();
            byte[] providerHeard = rig.providerHeard();
            providerGot += providerHeard.length;
            assertThat(Escapes.shown(providerHeard)).as("to the provider").isEqualTo(provider);
            assertThat(Escapes.shown(rig.clientHeard())).as("to the client").isEqualTo(client);
        }

        private void direct(String directive) {
            String[] words = directive.split(" ");
            switch (words[0]) {
                case "denied" ->
                        assertThat(rig.refusals())
                                .isEqualTo(Arrays.asList(words).subList(1, words.length));
                case "client" -> {
                    if (words[1].equals("fin")) {
                        rig.clientFinishes();
                    } else {
                        rig.clientVanishes();
                    }
                }
                case "leave" -> rig.leave();
                case "overdue" -> rig.endNow(CloseReason.IDLE);
                case "kicked" -> rig.endNow(CloseReason.KICKED);
                case "revoked" -> rig.endNow(CloseReason.REVOKED);
                case "provider" -> rig.providerVanishes();
                case "aborted" -> assertThat(rig.providerConnected()).as("connected").isFalse();
                case "messages" ->
                        assertThat(rig.gate().tally().messages())
                                .isEqualTo(Integer.parseInt(words[1]));
                case "relayed" ->
                        assertThat(rig.relayed())
                                .containsExactly(
                                        Long.parseLong(words[1]), Long.parseLong(words[2]));
                case "ended" -> {
                    endExpected = true;
                    assertThat(rig.reason()).contains(CloseReason.valueOf(words[1]));
                }
                default -> throw new AssertionError("no such directive: " + directive);
            }
        }
    }
}
