package dev.postern.smtp.gate;

import io.netty.buffer.ByteBuf;

/** What the client's octets are read as at present. */
interface Stage {

    /**
     * Takes octets, all or those up to the end of the stage, and says what the next are read as.
     *
     * @param octets never empty; the caller's to release
     */
    Stage read(ByteBuf octets);

    /** Whether octets have to wait for something that the provider says. */
    default boolean waits() {
        return false;
    }

    /** Whether the client's input may end here, as far as this stage is concerned. */
    default boolean mayEnd() {
        return false;
    }

    /**
     * The provider is gone, or not to be believed.
     *
     * @param words for the client, when it is time for them
     */
    Stage lost(String words);
}
