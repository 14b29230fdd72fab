package dev.postern.smtp.gate;

import io.netty.buffer.ByteBuf;

/** The client's octets are the rest of a message that is refused; its end is the same for it. */
record DataDropped(Conversation conversation, DataScanner scanner, String words) implements Stage {

    @Override
    public Stage read(ByteBuf octets) {
        return switch (scanner.scan(octets, octets.readableBytes())) {
            case MORE -> this;
            case END -> {
                conversation.replies().ours(words);
                yield conversation.commands();
            }
            // Where it ends is in doubt, and so is every command behind it.
            case VIOLATION -> DataTransfer.brokenLines(conversation, scanner);
        };
    }

    @Override
    public Stage lost(String ignored) {
        return DataTransfer.doomed(conversation, scanner, words);
    }
}
