package dev.postern.smtp.gate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The client's octets are a message after DATA, and go to the provider as they are. */
final class DataBody implements Stage {

    private final Conversation conversation;
    private final DataScanner scanner;

    /** CR behind a dot alone is held back: some servers would take it for the end already. */
    private boolean returnHeld;

    DataBody(Conversation conversation, DataScanner scanner) {
        this.conversation = conversation;
        this.scanner = scanner;
    }

    @Override
    public Stage read(ByteBuf octets) {
        int from = octets.readerIndex();
        DataScanner.Found found = scanner.scan(octets, octets.readableBytes());
        if (found == DataScanner.Found.VIOLATION) {
            return DataTransfer.brokenLines(conversation, scanner);
        }
        if (conversation.envelope().tooLarge(scanner.octets())) {
            return DataTransfer.tooLarge(conversation, scanner);
        }
        pass(octets, from);
        if (found == DataScanner.Found.END) {
            conversation.awaitVerdict();
            return conversation.commands();
        }
        return this;
    }

    private void pass(ByteBuf octets, int from) {
        if (returnHeld) {
            conversation.ends().pass(Unpooled.wrappedBuffer(new byte[] {'\r'}));
        }
        returnHeld = scanner.endsWithDotReturn();
        int to = octets.readerIndex() - (returnHeld ? 1 : 0);
        if (to > from) {
            conversation.ends().pass(octets.retainedSlice(from, to - from));
        }
    }

    @Override
    public Stage lost(String words) {
        return DataTransfer.doomed(conversation, scanner, words);
    }
}
