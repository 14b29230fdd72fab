package dev.postern.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.login.CloseReason;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** One run of one script. */
final class ScriptRun<R> {

    /** What only one of the two kinds of scripts knows. */
    interface Side<R> {

        Wire<R> wire();

        void directive(String word, String rest);
    }

    private final Script script;
    private final Arrival arrival;
    private final Side<R> side;
    private final Wire<R> wire;
    private final ByteArrayOutputStream expected = new ByteArrayOutputStream();
    private final ByteArrayOutputStream burst = new ByteArrayOutputStream();

    /** Until then the peer may talk before it has read a greeting. */
    private boolean arrived;

    ScriptRun(Script script, Arrival arrival, Side<R> side) {
        this.script = script;
        this.arrival = arrival;
        this.side = side;
        this.wire = side.wire();
    }

    void run() {
        int line = 0;
        try {
            wire.open();
            for (Script.Step step : script.steps()) {
                line = step.lineNumber();
                take(step);
            }
            arrive();
            compare();
            assertNothingIsLeftToSay();
        } catch (AssertionError failure) {
            throw new AssertionError(
                    script.file() + ":" + line + ": " + failure.getMessage(), failure);
        } finally {
            wire.close();
        }
    }

    private void assertNothingIsLeftToSay() {
        boolean closes = script.says("hangup") || script.says("goodbye");
        assertThat(wire.ended().isPresent())
                .as("hung up, because of %s", wire.ended())
                .isEqualTo(closes);
        boolean hasResult = script.endsWith("attempt") || script.endsWith("failed");
        assertThat(wire.result().isPresent())
                .as("a result (%s) when the script is over", wire.result())
                .isEqualTo(hasResult);
        assertThat(wire.waitsForTls()).as("waits for TLS, which the script has not").isFalse();
        assertThat(Escapes.shown(wire.relayed())).as("relayed, but not in the script").isEmpty();
    }

    private void take(Script.Step step) {
        switch (step) {
            case Script.Step.Sends sends -> {
                if (arrived && burst.size() == 0) {
                    compare();
                }
                burst.writeBytes(sends.octets());
            }
            case Script.Step.Says says -> {
                arrive();
                expected.writeBytes(says.octets());
            }
            case Script.Step.Directive directive -> {
                arrive();
                compare();
                direct(directive);
            }
        }
    }

    private void arrive() {
        byte[] octets = burst.toByteArray();
        burst.reset();
        if (octets.length > 0) {
            arrival.pieces(octets).forEach(wire::receive);
            arrived = true;
        }
    }

    private void compare() {
        String wanted = Escapes.shown(expected.toByteArray());
        expected.reset();
        assertThat(Escapes.shown(wire.said())).isEqualTo(wanted);
    }

    private void direct(Script.Step.Directive directive) {
        switch (directive.word()) {
            case "tls" -> {
                assertThat(wire.waitsForTls()).as("waits for TLS").isTrue();
                wire.secured();
            }
            case "hangup" ->
                    assertThat(Arrays.asList(directive.rest().split(" or ", -1)))
                            .as("the reasons to hang up, which hold the one that was found")
                            .contains(wire.ended().map(CloseReason::name).orElse("none"));
            case "unread" ->
                    assertThat(Escapes.shown(wire.relayed()))
                            .isEqualTo(Escapes.shown(Escapes.line(directive.rest())));
            default -> side.directive(directive.word(), directive.rest());
        }
    }
}
