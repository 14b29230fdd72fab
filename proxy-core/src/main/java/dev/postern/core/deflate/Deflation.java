package dev.postern.core.deflate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import java.util.zip.Deflater;

/**
 * Compresses what is written from one flush to the next. There is a deflater only in between: a new
 * one costs 2 µs more than one that is kept, and a kept one 256 KiB.
 */
final class Deflation {

    /** Of an empty block, which is what a flush adds, and the end of the block before. */
    private static final int FLUSH_ROOM = 64;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Supplier<Deflater> deflaters;
    private @Nullable Deflater deflater;

    /**
     * @param deflaters of new ones without a header
     */
    Deflation(Supplier<Deflater> deflaters) {
        this.deflaters = deflaters;
    }

    /** Whether something was written since the last flush. */
    boolean isDue() {
        return deflater != null;
    }

    /**
     * Takes {@code plain}, which stays the caller's; gives what that brings forth, often nothing.
     */
    ByteBuf write(ByteBufAllocator allocator, ByteBuf plain) {
        Deflater open = deflater == null ? deflaters.get() : deflater;
        deflater = open;
        open.setInput(plain.nioBuffer());
        ByteBuf deflated = allocator.directBuffer(plain.readableBytes() / 2 + FLUSH_ROOM);
        deflate(open, Deflater.NO_FLUSH, deflated);
        open.setInput(NOTHING);
        return deflated;
    }

    /** Adds to {@code deflated} what is left, so that the provider can read it all. */
    void flush(ByteBuf deflated) {
        if (deflater != null) {
            deflate(deflater, Deflater.SYNC_FLUSH, deflated);
            release();
        }
    }

    private static void deflate(Deflater open, int mode, ByteBuf deflated) {
        int room;
        int made;
        do {
            deflated.ensureWritable(FLUSH_ROOM);
            room = deflated.writableBytes();
            int at = deflated.writerIndex();
            made = open.deflate(deflated.internalNioBuffer(at, room), mode);
            deflated.writerIndex(at + made);
        } while (made == room);
    }

    void release() {
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
    }
}
