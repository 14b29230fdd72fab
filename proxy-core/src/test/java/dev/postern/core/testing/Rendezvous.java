package dev.postern.core.testing;

import dev.postern.core.login.CloseReason;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One login dialogue that is told anything, and all that came of it in its order. An octet 0xFF,
 * which no text has, stands for a TLS handshake in what is told.
 */
final class Rendezvous<R> {

    static final byte HANDSHAKE = (byte) 0xFF;

    private final Wire<R> wire;
    private final Consumer<R> decision;
    private final StringBuilder story = new StringBuilder();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream relayed = new ByteArrayOutputStream();
    private int saidInClear;
    private boolean secured;

    /**
     * @param decision what to do with a result: it resumes the wire, or hands it over
     */
    Rendezvous(Wire<R> wire, Consumer<R> decision) {
        this.wire = wire;
        this.decision = decision;
    }

    /** Tells it all of {@code stream}, in so many pieces as {@code arrival} makes of it. */
    void tell(byte[] stream, Arrival arrival) {
        wire.open();
        try {
            listen();
            List<byte[]> bursts = bursts(stream);
            for (int i = 0; i < bursts.size(); i++) {
                if (i > 0 && wire.waitsForTls()) {
                    saidInClear = said.size();
                    secured = true;
                    wire.secured();
                    listen();
                }
                for (byte[] piece : arrival.pieces(bursts.get(i))) {
                    if (piece.length > 0) {
                        wire.receive(piece);
                        listen();
                    }
                }
            }
            story.append(
                    wire.waitsForTls()
                            ? "waits for TLS"
                            : wire.ended().map(this::why).orElse("goes on"));
        } finally {
            wire.close();
        }
    }

    /** Which of the two it is depends on whether the octets came with the command. */
    private String why(CloseReason reason) {
        return switch (reason) {
            case OCTETS_BEFORE_TLS, TLS_FAILED -> "no TLS";
            default -> reason.name();
        };
    }

    private void listen() {
        hear();
        for (Optional<R> result = wire.result(); result.isPresent(); result = wire.result()) {
            decision.accept(result.get());
            hear();
        }
    }

    private void hear() {
        byte[] words = wire.said();
        said.writeBytes(words);
        story.append(new String(words, StandardCharsets.ISO_8859_1));
        relayed.writeBytes(wire.relayed());
    }

    private static List<byte[]> bursts(byte[] stream) {
        List<byte[]> bursts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < stream.length; i++) {
            if (stream[i] == HANDSHAKE) {
                bursts.add(Arrays.copyOfRange(stream, from, i));
                from = i + 1;
            }
        }
        bursts.add(Arrays.copyOfRange(stream, from, stream.length));
        return bursts;
    }

    /** What of a stream is said. */
    static String spoken(byte[] stream) {
        return new String(stream, StandardCharsets.ISO_8859_1)
                .replace(String.valueOf((char) (HANDSHAKE & 0xFF)), "");
    }

    /** Adds to the story what is no octet. */
    void note(String what) {
        story.append("= ").append(what).append('\n');
    }

    boolean isSecured() {
        return secured;
    }

    /** What we have said, as ISO 8859-1. */
    String said() {
        return said.toString(StandardCharsets.ISO_8859_1);
    }

    /** What of it was said before TLS; all of it, if there was none. */
    String saidInClear() {
        return secured ? said().substring(0, saidInClear) : said();
    }

    byte[] relayed() {
        return relayed.toByteArray();
    }

    /** All of it in order: the same, however the octets were split. */
    String story() {
        return story + "\nrelayed: " + relayed.toString(StandardCharsets.ISO_8859_1);
    }
}
