package dev.postern.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.postern.core.testing.Arrival;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Anything at all as what a provider sends compressed. */
class DeflateFuzzTest {

    /** What is read of a bomb: more would only take longer. */
    private static final int ENOUGH = 64 * 1024;

    /**
     * Octets that an inflater has made when it finds damage are lost: as many as it had room for.
     */
    private static final int LOST_BY_REFERENCE = 1;

    @FuzzTest(maxDuration = "10m")
    void aProvidersStream(byte[] stream) {
        byte[] reference = reference(stream);
        verify(stream, Arrival.whole(), reference);
        verify(stream, Arrival.octetByOctet(), reference);
    }

    /** What comes through is what the JDK makes of it, whether or not it is damaged behind that. */
    private static void verify(byte[] stream, Arrival arrival, byte[] reference) {
        Natives natives = new Natives();
        Taker taker = new Taker();
        boolean[] damaged = {false};
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAutoRead(false);
        try {
            channel.pipeline()
                    .addLast(
                            new DeflateCodec(
                                    () -> damaged[0] = true, natives::inflater, natives::deflater),
                            taker);
            for (byte[] piece : arrival.pieces(stream)) {
                if (piece.length > 0) {
                    channel.writeInbound(Unpooled.copiedBuffer(piece));
                    taker.drain(channel);
                }
            }
        } finally {
            channel.finishAndReleaseAll();
        }
        assertThat(natives.open()).isZero();
        byte[] taken = taker.octets.toByteArray();
        int length = Math.min(taken.length, reference.length);
        // How much of the last piece comes through before damage depends on its size.
        assertThat(Arrays.copyOf(taken, length)).isEqualTo(Arrays.copyOf(reference, length));
        assertThat(taken.length).isLessThanOrEqualTo(reference.length + LOST_BY_REFERENCE);
        if (!damaged[0] && taken.length < ENOUGH) {
            assertThat(taken).isEqualTo(reference);
        }
    }

    private static byte[] reference(byte[] stream) {
        Inflater inflater = new Inflater(true);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] piece = new byte[LOST_BY_REFERENCE];
        try {
            inflater.setInput(stream);
            for (int made = inflater.inflate(piece);
                    made > 0 && plain.size() < ENOUGH + 2 * Inflation.PIECE_LIMIT;
                    made = inflater.inflate(piece)) {
                plain.write(piece, 0, made);
            }
        } catch (DataFormatException damaged) {
            // What came before counts.
        } finally {
            inflater.end();
        }
        return plain.toByteArray();
    }

    /** Asks for a piece at a time. */
    private static final class Taker extends ChannelInboundHandlerAdapter {

        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        void drain(EmbeddedChannel channel) {
            int before;
            do {
                before = octets.size();
                channel.read();
                channel.runPendingTasks();
            } while (octets.size() > before && before < ENOUGH);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf piece = (ByteBuf) message;
            assertThat(piece.readableBytes()).isBetween(1, Inflation.PIECE_LIMIT);
            octets.writeBytes(ByteBufUtil.getBytes(piece));
            piece.release();
        }
    }
}
