package dev.postern.smtp.gate;

import io.netty.buffer.ByteBuf;

import java.util.Optional;

/**
 * The client's octets are a chunk with a header, or a part of one, of which the provider knows
 * nothing yet. A chunk that was held whole is answered by us, and goes on with the next one.
 */
record ChunkHeader(ChunkTransfer chunk, Message message, long left) implements Stage {

    /** A chunk may be empty. */
    Stage begin() {
        return left == 0 ? judged() : this;
    }

    @Override
    public Stage read(ByteBuf octets) {
        HeldHeader header = message.header();
        int from = octets.readerIndex();
        int most = (int) Math.min(left, octets.readableBytes());
        int length = header.lengthIn(octets, most);
        header.add(octets, from, length);
        octets.skipBytes(length);
        ChunkHeader rest = new ChunkHeader(chunk, message, left - length);
        return header.isComplete() || header.isTooLong() || rest.left == 0 ? rest.judged() : rest;
    }

    private Stage judged() {
        HeldHeader header = message.header();
        if (header.isTooLong()) {
            return chunk.denied(left, HeaderCheck.TOO_LONG);
        }
        if (!header.isComplete() && chunk.place() == ChunkTransfer.Place.INNER) {
            chunk.conversation().replies().ours("250 2.0.0 " + chunk.size() + " octets");
            return chunk.conversation().commands();
        }
        Optional<Refusal> refusal =
                HeaderCheck.refusal(chunk.conversation().policy(), header.text(0));
        if (refusal.isPresent()) {
            return chunk.denied(left, refusal.get());
        }
        message.passHeader();
        return chunk.passedWith(header, left);
    }

    @Override
    public Stage lost(String words) {
        return chunk.lost(left, Words.amidMessage(words));
    }
}
