package dev.postern.smtp.gate;

import dev.postern.core.login.CloseReason;

import io.netty.buffer.ByteBuf;

import java.util.Optional;
import java.util.function.Supplier;

/** One chunk of a message (RFC 3030 2). Its octets are counted and mean nothing. */
record ChunkTransfer(Conversation conversation, long size, Place place) {

    /** Whether more chunks follow. */
    enum Place {
        INNER,
        LAST
    }

    private static final Refusal NOT_OFFERED =
            Refusal.ofGrammar("502 5.5.1 Chunks are not offered");
    private static final Refusal NO_ENVELOPE = Refusal.ofGrammar("503 5.5.1 MAIL and RCPT first");

    /** To be called when the provider has answered everything before. */
    Stage begin(Chunking chunking) {
        Optional<Message> message = conversation.message().filter(Message::hasEnvelope);
        if (chunking == Chunking.NOT_OFFERED) {
            return refused(size, NOT_OFFERED);
        }
        if (message.isEmpty()) {
            return refused(size, NO_ENVELOPE);
        }
        if (conversation.envelope().tooLarge(message.get().octets() + size)) {
            return denied(size, Words.TOO_LARGE);
        }
        if (!message.get().hasChunks() && !conversation.takeOfQuota()) {
            return denied(size, Words.TOO_MANY);
        }
        message.get().chunk(size);
        boolean checked = conversation.policy().senders().isEmpty() || message.get().headerPassed();
        return checked ? passed(size) : new ChunkHeader(this, message.get(), size).begin();
    }

    /** Passes the command on, for octets that were held and those that are still to come. */
    Stage passedWith(HeldHeader header, long left) {
        pass(header.size() + left);
        conversation.ends().pass(header.asSent());
        return body(left);
    }

    private Stage passed(long left) {
        pass(left);
        return body(left);
    }

    private void pass(long octets) {
        conversation.passed("BDAT");
        conversation.ends().pass("BDAT " + octets + (place == Place.LAST ? " LAST" : ""));
    }

    private Stage body(long left) {
        return left == 0 ? sent() : new Body(this, left);
    }

    private Stage sent() {
        switch (place) {
            case LAST -> conversation.awaitVerdict();
            case INNER ->
                    conversation
                            .replies()
                            .theirs(
                                    ReplyQueue.About.COMMAND,
                                    reply -> {
                                        if (!reply.isPositive()) {
                                            conversation.forgetMessage();
                                        }
                                        return Optional.of(reply.words());
                                    });
        }
        return conversation.commands();
    }

    /** The policy is against it: the provider forgets what it has got of the message. */
    Stage denied(long left, Refusal refusal) {
        conversation.reset();
        return refused(left, refusal);
    }

    private Stage refused(long left, Refusal refusal) {
        conversation.report("BDAT", refusal);
        return dropped(
                left,
                () -> {
                    conversation.replies().ours(refusal.words());
                    return conversation.commands();
                });
    }

    Stage lost(long left, String words) {
        return dropped(left, () -> conversation.goodbye(words, CloseReason.UPSTREAM_CLOSED));
    }

    private static Stage dropped(long left, Supplier<Stage> then) {
        return left == 0 ? then.get() : new Dropped(left, then);
    }

    /** The client's octets go to the provider. */
    private record Body(ChunkTransfer chunk, long left) implements Stage {

        @Override
        public Stage read(ByteBuf octets) {
            int length = (int) Math.min(left, octets.readableBytes());
            chunk.conversation.ends().pass(octets.readRetainedSlice(length));
            return chunk.body(left - length);
        }

        @Override
        public Stage lost(String words) {
            return chunk.lost(left, Words.amidMessage(words));
        }
    }

    /** The client's octets go nowhere. */
    private record Dropped(long left, Supplier<Stage> then) implements Stage {

        @Override
        public Stage read(ByteBuf octets) {
            int length = (int) Math.min(left, octets.readableBytes());
            octets.skipBytes(length);
            return dropped(left - length, then);
        }

        @Override
        public Stage lost(String words) {
            return new Dropped(left, then);
        }
    }
}
