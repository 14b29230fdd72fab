package dev.postern.smtp.gate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** A header that the provider doesn't get before it was judged, as it was sent. */
final class HeldHeader {

    /** A long way of relays and signatures has 20 KiB. */
    static final int LIMIT = 65_536;

    private static final int EMPTY_LINE = 4;

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    /** Octets of CRLF CRLF that came last: a header may be an empty line and nothing else. */
    private int matched = 2;

    /** How many of the next octets are the header's. */
    int lengthIn(ByteBuf in, int most) {
        int length = Math.min(most, LIMIT + 1 - octets.size());
        int from = in.readerIndex();
        for (int at = 0; at < length; at++) {
            matched = match(in.getByte(from + at));
            if (matched == EMPTY_LINE) {
                return at + 1;
            }
        }
        return length;
    }

    private int match(byte octet) {
        return switch (octet) {
            case '\r' -> matched == 2 ? 3 : 1;
            case '\n' -> matched % 2 == 1 ? matched + 1 : 0;
            default -> 0;
        };
    }

    void add(ByteBuf in, int from, int length) {
        try {
            in.getBytes(from, octets, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether its empty line is there. */
    boolean isComplete() {
        return matched == EMPTY_LINE;
    }

    boolean isTooLong() {
        return octets.size() > LIMIT;
    }

    int size() {
        return octets.size();
    }

    /**
     * @param behind octets behind it that were held as well
     */
    byte[] text(int behind) {
        return Arrays.copyOf(octets.toByteArray(), octets.size() - behind);
    }

    ByteBuf asSent() {
        return Unpooled.wrappedBuffer(octets.toByteArray());
    }
}
