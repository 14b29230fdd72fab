package dev.postern.imap.gate;

import dev.postern.core.login.CloseReason;

import io.netty.buffer.ByteBuf;

/** What a {@link ClientStream} does to the world. */
interface ClientOutlet {

    void upstream(String text);

    /** Owns the slice from now on. */
    void upstream(ByteBuf slice);

    void answer(String reply);

    void refused(String verb, String why);

    void passed(String verb);

    void end(String bye, CloseReason reason);
}
