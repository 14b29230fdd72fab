package dev.postern.core.deflate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Compressed octets that have come, and the pieces that they inflate to. Owns what it is given. */
final class Inflation {

    /** Four TLS records: what a relay without compression is given at a time. */
    static final int PIECE_LIMIT = 64 * 1024;

    private static final int SMALLEST_PIECE = 1024;

    /** Headers deflate to an eighth or more; where they don't, there is another piece. */
    private static final int USUAL_GROWTH = 8;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Inflater inflater;
    private final Deque<ByteBuf> waiting = new ArrayDeque<>();

    /** What the inflater reads from. */
    private @Nullable ByteBuf current;

    /** The last piece was full, so that the inflater may hold more. */
    private boolean overflown;

    /**
     * @param inflater without a header; ended by {@link #release}
     */
    Inflation(Inflater inflater) {
        this.inflater = inflater;
    }

    void add(ByteBuf compressed) {
        waiting.add(compressed);
    }

    /** Whether there is nothing to inflate until more comes. */
    boolean isEmpty() {
        return waiting.isEmpty() && !overflown;
    }

    /**
     * What comes next, at most {@link #PIECE_LIMIT} octets; empty if more input is needed for that.
     */
    Optional<ByteBuf> next(ByteBufAllocator allocator) throws DataFormatException {
        if (isEmpty()) {
            return Optional.empty();
        }
        ByteBuf piece = allocator.directBuffer(room(), PIECE_LIMIT);
        try {
            fill(piece);
        } catch (DataFormatException damaged) {
            piece.release();
            throw damaged;
        }
        if (piece.isReadable()) {
            return Optional.of(piece);
        }
        piece.release();
        return Optional.empty();
    }

    private int room() {
        long held = inflater.getRemaining();
        for (ByteBuf buffer : waiting) {
            held += buffer.readableBytes();
        }
        return overflown
                ? PIECE_LIMIT
                : Math.clamp(held * USUAL_GROWTH, SMALLEST_PIECE, PIECE_LIMIT);
    }

    private void fill(ByteBuf piece) throws DataFormatException {
        while (piece.isWritable()) {
            int at = piece.writerIndex();
            int inflated = inflater.inflate(piece.internalNioBuffer(at, piece.writableBytes()));
            piece.writerIndex(at + inflated);
            if (inflated == 0 && !goesOn()) {
                overflown = false;
                return;
            }
        }
        overflown = true;
    }

    /** Whether the inflater, which has made all it could of what it had, has got more. */
    private boolean goesOn() throws DataFormatException {
        if (inflater.getRemaining() > 0) {
            throw new DataFormatException(
                    inflater.finished() ? "octets behind the end" : "no octet can be inflated");
        }
        if (current != null) {
            inflater.setInput(NOTHING);
            current.release();
        }
        current = waiting.poll();
        if (current == null) {
            return false;
        }
        inflater.setInput(current.nioBuffer());
        return true;
    }

    /** Frees everything; to be called once. */
    void release() {
        inflater.end();
        if (current != null) {
            current.release();
            current = null;
        }
        waiting.forEach(ByteBuf::release);
        waiting.clear();
    }
}
