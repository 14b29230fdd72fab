package dev.postern.smtp.gate;

import io.netty.buffer.ByteBuf;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Puts commands together. A line ends with CRLF; one with a bare CR or LF or a NUL in it is none,
 * and a bare LF ends it, so that who sends no CR at least hears so.
 */
final class CommandLines {

    /** Four times RFC 5321 4.5.3.1.4: what common extensions add up to. */
    private static final int LONGEST = 2_048;

    /** What a line was. */
    sealed interface Line {
        record Complete(CommandLine command) implements Line {}

        record Refused(Refusal refusal) implements Line {}
    }

    private static final Refusal TOO_LONG = Refusal.ofGrammar("500 5.5.2 Line too long");
    private static final Refusal BROKEN =
            Refusal.ofGrammar("500 5.5.2 Lines end with CR LF, and hold no CR, LF or NUL");

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private boolean returned;
    private boolean broken;
    private int length;

    /** Takes octets up to the end of a line. */
    Optional<Line> next(ByteBuf in) {
        while (in.isReadable()) {
            byte octet = in.readByte();
            length = Math.min(length + 1, LONGEST + 1);
            broken |= octet == 0 || returned != (octet == '\n');
            returned = octet == '\r';
            if (octet == '\n') {
                return Optional.of(ended());
            }
            if (octet != '\r' && length <= LONGEST) {
                octets.write(octet);
            }
        }
        return Optional.empty();
    }

    private Line ended() {
        Line line = line();
        octets.reset();
        returned = false;
        broken = false;
        length = 0;
        return line;
    }

    private Line line() {
        if (length > LONGEST) {
            return new Line.Refused(TOO_LONG);
        }
        if (broken) {
            return new Line.Refused(BROKEN);
        }
        return CommandLine.of(octets.toByteArray())
                .<Line>map(Line.Complete::new)
                .orElseGet(() -> new Line.Refused(Verb.MALFORMED));
    }
}
