package dev.postern.smtp.gate;

import io.netty.buffer.ByteBuf;

import java.util.Optional;

/** The client's octets are a header after DATA, of which the provider knows nothing yet. */
record DataHeader(Conversation conversation, DataScanner scanner, HeldHeader header)
        implements Stage {

    /** Dot, CR, LF. */
    private static final int TERMINATOR = 3;

    @Override
    public Stage read(ByteBuf octets) {
        int from = octets.readerIndex();
        int length = header.lengthIn(octets, octets.readableBytes());
        DataScanner.Found found = scanner.scan(octets, length);
        header.add(octets, from, octets.readerIndex() - from);
        if (found == DataScanner.Found.VIOLATION) {
            return DataTransfer.brokenLines(conversation, scanner);
        }
        if (conversation.envelope().tooLarge(scanner.octets())) {
            return DataTransfer.tooLarge(conversation, scanner);
        }
        if (header.isTooLong()) {
            return denied(HeaderCheck.TOO_LONG);
        }
        return found == DataScanner.Found.END || header.isComplete() ? judged() : this;
    }

    @Override
    public Stage lost(String words) {
        return DataTransfer.doomed(conversation, scanner, words);
    }

    private Stage judged() {
        byte[] text = header.text(scanner.ended() ? TERMINATOR : 0);
        Optional<Refusal> refusal = HeaderCheck.refusal(conversation.policy(), text);
        return refusal.isPresent()
                ? denied(refusal.get())
                : DataTransfer.headerPassed(conversation, scanner, header);
    }

    private Stage denied(Refusal refusal) {
        conversation.report("DATA", refusal);
        conversation.reset();
        return DataTransfer.dropped(conversation, scanner, refusal.words());
    }
}
