package dev.postern.smtp.gate;

import dev.postern.core.login.CloseReason;

import io.netty.buffer.ByteBuf;

/** The last words are said or queued: what the client still sends is not read as anything. */
record Over(Conversation conversation) implements Stage {

    @Override
    public Stage read(ByteBuf octets) {
        octets.skipBytes(octets.readableBytes());
        return this;
    }

    @Override
    public boolean mayEnd() {
        return true;
    }

    @Override
    public Stage lost(String words) {
        return conversation.goodbye(words, CloseReason.UPSTREAM_CLOSED);
    }
}
