package dev.postern.imap.gate;

import io.netty.buffer.ByteBuf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The octets of one command while they come, without the message of an APPEND. */
final class CommandText {

    /** Ten thousand messages, named one by one, or a mailbox name of any provider. */
    static final int LIMIT = 64 * 1024;

    /** Each is read anew; SEARCH has one for each string that is not ASCII. */
    static final int LITERALS_LIMIT = 64;

    private static final int USUAL = 128;

    private byte[] octets = new byte[USUAL];
    private int length;
    private final List<LiteralMark> marks = new ArrayList<>();

    int room() {
        return LIMIT - length;
    }

    void add(ByteBuf in, int count) {
        if (length + count > octets.length) {
            octets = Arrays.copyOf(octets, Math.min(LIMIT, Math.max(2 * length, length + count)));
        }
        in.readBytes(octets, length, count);
        length += count;
    }

    /** The octets of this literal come next. */
    void addMark(LiteralMark mark) {
        marks.add(mark);
    }

    /** Whether what stands behind the last literal is a line as it should be. */
    boolean isClean() {
        int from = marks.isEmpty() ? 0 : behindLiteral();
        for (int at = from; at < length - 2; at++) {
            if (octets[at] == '\r' || octets[at] == '\n' || octets[at] == 0) {
                return false;
            }
        }
        return length - from >= 2 && octets[length - 2] == '\r' && octets[length - 1] == '\n';
    }

    private int behindLiteral() {
        LiteralMark last = marks.get(marks.size() - 1);
        return last.end() + (int) last.size();
    }

    int literals() {
        return marks.size();
    }

    String text() {
        return new String(octets, 0, length, StandardCharsets.ISO_8859_1);
    }

    /**
     * As it goes upstream: the provider is asked before each piece but the first.
     *
     * @param verb in place of the client's
     */
    List<String> pieces(GateCommand command, String verb) {
        String text = text();
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder(command.tag() + ' ' + verb);
        int from = command.verbEnd();
        for (LiteralMark mark : marks) {
            pieces.add(piece.append(text, from, mark.start()).append(mark.offered()).toString());
            piece = new StringBuilder();
            from = mark.end();
        }
        pieces.add(piece.append(text, from, text.length()).toString());
        return pieces;
    }
}
