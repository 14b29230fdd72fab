package dev.postern.core.login;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a channel has brought and nobody has used yet, and how lines and octets are cut from it.
 * What has been used is wiped: it may be a password. Owns its buffer; used on one event loop.
 */
final class FrameBuffer {

    /** Octets that all frames of one login may have: a hundred times the longest lists of any. */
    static final int TOTAL_LIMIT = 256 * 1024;

    /**
     * Frames of one login: ten times what the most talkative peer needs. Each is an answer, and
     * thousands of one-word commands would take the event loop's time from those who log in.
     */
    static final int MOST_FRAMES = 250;

    private @Nullable ByteBuf buffer;
    private int used;
    private int frames;

    /** Takes over {@code more}. */
    void add(ByteBufAllocator allocator, ByteBuf more) {
        buffer =
                buffer == null
                        ? more
                        : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, buffer, more);
    }

    /** Makes {@code octets}, as ISO 8859-1, the next ones: they were taken and not used. */
    void putBack(ByteBufAllocator allocator, String octets) {
        if (!octets.isEmpty()) {
            ByteBuf front = allocator.buffer(octets.length() + held());
            front.writeCharSequence(octets, StandardCharsets.ISO_8859_1);
            takeRest()
                    .ifPresent(rest -> {
                        front.writeBytes(rest);
                        rest.release();
                    });
            buffer = front;
        }
    }

    int held() {
        return buffer == null ? 0 : buffer.readableBytes();
    }

    /** Whether there were more frames, or longer ones, than any login needs. */
    boolean isTooMuch() {
        return used > TOTAL_LIMIT || frames > MOST_FRAMES;
    }

    /** Gives up what is left; the caller releases it. */
    Optional<ByteBuf> takeRest() {
        Optional<ByteBuf> rest = Optional.ofNullable(buffer);
        buffer = null;
        return rest;
    }

    /**
     * The dialogue's answer to the frame that it wants, or null if that is not complete, or none.
     */
    <R> @Nullable Turn<R> answerToNext(Next<R> wanted, Dialogue<R> dialogue) {
        return switch (wanted) {
            case Next.ReadLine<R>(int limit) -> line(limit, dialogue::line, dialogue::malformed);
            case Next.ReadOctets<R>(int count) -> octets(count, dialogue::octets);
            case Next.StartTls<R>() -> null;
            case Next.Done<R> ignored -> null;
            case Next.HangUp<R> ignored -> null;
        };
    }

    /**
     * The answer to the next line, or null if it is not complete.
     *
     * @param limit octets that it may have, CRLF included
     * @param whole given the line without its CRLF, in an array that is wiped afterwards
     */
    <T> @Nullable T line(int limit, Function<byte[], T> whole, Function<Malformed, T> malformed) {
        int end = bytesBeforeLineFeed(limit);
        if (end < 0) {
            return held() < limit ? null : malformed.apply(Malformed.TOO_LONG);
        }
        byte[] line = take(end + 1);
        Optional<Malformed> fault = fault(line);
        byte[] content = fault.isEmpty() ? Arrays.copyOf(line, end - 1) : new byte[0];
        Arrays.fill(line, (byte) 0);
        T answer = fault.isEmpty() ? whole.apply(content) : malformed.apply(fault.get());
        Arrays.fill(content, (byte) 0);
        return answer;
    }

    /**
     * The answer to the next octets, or null if they are not all there.
     *
     * @param whole given an array that is wiped afterwards
     */
    <T> @Nullable T octets(int count, Function<byte[], T> whole) {
        if (held() < count) {
            return null;
        }
        byte[] octets = take(count);
        T answer = whole.apply(octets);
        Arrays.fill(octets, (byte) 0);
        return answer;
    }

    private int bytesBeforeLineFeed(int limit) {
        return buffer == null ? -1 : buffer.bytesBefore(Math.min(held(), limit), (byte) '\n');
    }

    /** What is wrong with a line that ends with LF. */
    private static Optional<Malformed> fault(byte[] line) {
        int last = line.length - 1;
        for (int i = 0; i < last; i++) {
            if (line[i] == 0) {
                return Optional.of(Malformed.NUL);
            }
            if (line[i] == '\r' && i < last - 1) {
                return Optional.of(Malformed.BARE_CARRIAGE_RETURN);
            }
        }
        boolean crBeforeLf = last > 0 && line[last - 1] == '\r';
        return crBeforeLf ? Optional.empty() : Optional.of(Malformed.BARE_LINE_FEED);
    }

    private byte[] take(int count) {
        byte[] octets = new byte[count];
        frames++;
        if (count > 0) {
            ByteBuf from = Objects.requireNonNull(buffer);
            from.readBytes(octets);
            from.setZero(from.readerIndex() - count, count);
            used += count;
            if (!from.isReadable()) {
                from.release();
                buffer = null;
            }
        }
        return octets;
    }
}
