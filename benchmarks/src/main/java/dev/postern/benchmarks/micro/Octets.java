package dev.postern.benchmarks.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;

/** What goes in and out of a channel without a socket. */
final class Octets {

    private Octets() {}

    /** A line as the network brings it: in a buffer of the channel's allocator. */
    static ByteBuf line(EmbeddedChannel channel, byte[] line) {
        return channel.alloc().buffer(line.length).writeBytes(line);
    }

    static byte[] of(String text) {
        return text.getBytes(US_ASCII);
    }

    /** Throws away what has come out at both ends, and says how many buffers that were. */
    static int drain(EmbeddedChannel channel) {
        int drained = 0;
        for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            ReferenceCountUtil.release(out);
            drained++;
        }
        for (Object in = channel.readInbound(); in != null; in = channel.readInbound()) {
            ReferenceCountUtil.release(in);
            drained++;
        }
        return drained;
    }
}
