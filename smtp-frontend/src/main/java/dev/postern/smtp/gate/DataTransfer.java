package dev.postern.smtp.gate;

import dev.postern.core.login.CloseReason;

import io.netty.buffer.ByteBuf;

import java.util.Optional;
import java.util.function.Supplier;

/** DATA, once there is a message that may have some. */
final class DataTransfer {

    private static final int GO_AHEAD = 354;

    private DataTransfer() {}

    /**
     * With senders to be checked we say the go-ahead ourselves, and the provider isn't asked yet.
     */
    static Stage begin(Conversation conversation, Message message) {
        DataScanner scanner = new DataScanner();
        if (conversation.policy().senders().isEmpty()) {
            conversation.pass(
                    "DATA",
                    "DATA",
                    reply -> {
                        conversation.become(
                                reply.code() == GO_AHEAD
                                        ? new DataBody(conversation, scanner)
                                        : conversation.commands());
                        return Optional.of(reply.words());
                    });
            return new Waiting(
                    Optional.empty(),
                    words -> conversation.goodbye(words, CloseReason.UPSTREAM_CLOSED));
        }
        conversation.replies().ours("354 Go ahead");
        return new DataHeader(conversation, scanner, message.header());
    }

    /** The header may be seen. If the provider doesn't want the message, it says so at its end. */
    static Stage headerPassed(Conversation conversation, DataScanner scanner, HeldHeader header) {
        conversation.passed("DATA");
        conversation.ends().pass("DATA");
        conversation
                .replies()
                .theirs(
                        ReplyQueue.About.COMMAND,
                        reply -> {
                            conversation.become(
                                    reply.code() == GO_AHEAD
                                            ? sent(conversation, scanner, header)
                                            : refused(conversation, scanner, reply));
                            return Optional.empty();
                        });
        return new Waiting(Optional.empty(), words -> doomed(conversation, scanner, words));
    }

    private static Stage sent(Conversation conversation, DataScanner scanner, HeldHeader header) {
        conversation.ends().pass(header.asSent());
        if (scanner.ended()) {
            conversation.awaitVerdict();
            return conversation.commands();
        }
        return new DataBody(conversation, scanner);
    }

    private static Stage refused(
            Conversation conversation, DataScanner scanner, ProviderReply reply) {
        if (!reply.isNegative()) {
            conversation.ends().abortProvider();
            return doomed(conversation, scanner, Words.OUT_OF_STEP);
        }
        conversation.reset();
        return dropped(conversation, scanner, reply.words());
    }

    /** The rest is dropped, its end is answered, and the session goes on. */
    static Stage dropped(Conversation conversation, DataScanner scanner, String words) {
        if (scanner.ended()) {
            conversation.replies().ours(words);
            return conversation.commands();
        }
        return new DataDropped(conversation, scanner, words);
    }

    /** Somebody might take it for another message's end, and what follows for commands. */
    static Stage brokenLines(Conversation conversation, DataScanner scanner) {
        return refusedAmid(
                conversation, scanner, Words.BROKEN_LINES, CloseReason.CLIENT_OUT_OF_STEP);
    }

    static Stage tooLarge(Conversation conversation, DataScanner scanner) {
        return refusedAmid(conversation, scanner, Words.TOO_LARGE, CloseReason.MESSAGE_TOO_LARGE);
    }

    /** Takes the provider's connection from a message that must not get there. */
    private static Stage refusedAmid(
            Conversation conversation, DataScanner scanner, Refusal refusal, CloseReason reason) {
        conversation.report("DATA", refusal);
        conversation.ends().abortProvider();
        return doomed(conversation, scanner, refusal.words(), reason);
    }

    /** The provider is gone: the rest is dropped, its end is answered, and the session ends. */
    static Stage doomed(Conversation conversation, DataScanner scanner, String words) {
        return doomed(conversation, scanner, Words.amidMessage(words), CloseReason.UPSTREAM_CLOSED);
    }

    private static Stage doomed(
            Conversation conversation, DataScanner scanner, String words, CloseReason reason) {
        Supplier<Stage> lastWords = () -> conversation.goodbye(words, reason);
        LenientEnd end = scanner.lenient();
        return end.found() ? lastWords.get() : new Doomed(end, lastWords);
    }

    /** Nothing but the end is of interest. */
    private record Doomed(LenientEnd end, Supplier<Stage> lastWords) implements Stage {

        @Override
        public Stage read(ByteBuf octets) {
            end.read(octets);
            return end.found() ? lastWords.get() : this;
        }

        @Override
        public Stage lost(String words) {
            return this;
        }
    }
}
