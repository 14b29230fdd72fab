package dev.postern.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Inflater;

class DeflateCodecTest {

    private static final byte[] HELLO = "* OK hello\r\n".getBytes(US_ASCII);

    private final Natives natives = new Natives();
    private final List<String> told = new ArrayList<>();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final DeflateCodec codec =
            new DeflateCodec(() -> told.add("damaged"), natives::inflater, natives::deflater);

    DeflateCodecTest() {
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(codec, new Taker());
    }

    @AfterEach
    void nothingIsHeldWhenTheChannelIsClosed() {
        channel.finishAndReleaseAll();
        assertThat(natives.open()).isZero();
    }

    /** Asks for nothing itself. */
    private final class Taker extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf piece = (ByteBuf) message;
            told.add("piece of " + piece.readableBytes());
            taken.writeBytes(ByteBufUtil.getBytes(piece));
            piece.release();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            told.add("end");
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            told.add("inactive");
        }
    }

    private void comes(byte[] octets) {
        channel.writeInbound(Unpooled.copiedBuffer(octets));
    }

    @Test
    void nothingIsInflatedThatNobodyAsksFor() {
        comes(Zip.deflated(HELLO));
        assertThat(told).isEmpty();

        channel.read();
        assertThat(told).containsExactly("piece of 12");
        assertThat(taken.toByteArray()).isEqualTo(HELLO);
    }

    @Test
    void oneReadBringsOnePieceHoweverMuchThereIs() {
        byte[] zeros = Zip.deflated(new byte[1_000_000]);
        channel.read();
        comes(zeros);
        assertThat(told).hasSize(1);
        assertThat(taken.size()).isBetween(1, Inflation.PIECE_LIMIT);

        channel.read();
        assertThat(told).hasSize(2).last().isEqualTo("piece of " + Inflation.PIECE_LIMIT);
        while (taken.size() < 1_000_000) {
            channel.read();
        }
        assertThat(taken.toByteArray()).isEqualTo(new byte[1_000_000]);
        assertThat(codec.received()).isEqualTo(zeros.length);
    }

    @Test
    void whatComesOctetByOctetIsOneStream() {
        byte[] text = mail(50_000);
        for (byte octet : Zip.deflated(text)) {
            channel.read();
            comes(new byte[] {octet});
        }
        channel.read();
        assertThat(taken.toByteArray()).isEqualTo(text);
    }

    @Test
    void aReaderThatAlwaysAsksGetsEverythingInTurns() {
        channel.pipeline()
                .addLast(
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelReadComplete(ChannelHandlerContext ctx) {
                                ctx.channel().read();
                            }
                        });
        byte[] text = mail(5_000_000);
        channel.read();
        comes(Zip.deflated(text));
        assertThat(taken.size()).isEqualTo(text.length);
        channel.runPendingTasks();
        assertThat(Arrays.equals(taken.toByteArray(), text)).isTrue();
    }

    @Test
    void anEndWaitsForWhatCameBeforeIt() {
        channel.read();
        comes(Zip.ended(new byte[100_000]));
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        while (taken.size() < 100_000) {
            assertThat(told).isNotEmpty().doesNotContain("end");
            channel.read();
        }
        channel.read();
        assertThat(told).last().isEqualTo("end");
    }

    @Test
    void anEndBeforeAnybodyListensIsToldWithTheFirstRead() {
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertThat(told).isEmpty();
        channel.read();
        assertThat(told).containsExactly("end");
    }

    @Test
    void whatIsAskedForIsGivenBeforeTheChannelIsGone() {
        comes(Zip.deflated(HELLO));
        channel.read();
        channel.close();
        channel.runPendingTasks();
        assertThat(told).containsExactly("piece of 12", "inactive");
    }

    @Test
    void damageIsToldOnceAndNothingComesBehindIt() {
        channel.read();
        comes("* OK this is not compressed\r\n".getBytes(US_ASCII));
        assertThat(told).containsExactly("damaged");
        assertThat(natives.open()).isZero();

        comes(Zip.deflated(HELLO));
        channel.read();
        assertThat(told).containsExactly("damaged");
    }

    @Test
    void octetsBehindTheEndAreDamage() {
        channel.read();
        comes(Zip.ended(HELLO));
        channel.read();
        comes(new byte[] {0});
        assertThat(told).containsExactly("piece of 12", "damaged");
    }

    @Test
    void whatIsFlushedCanBeReadAtOnceAndIsCompressedOnce() throws Exception {
        Inflater provider = new Inflater(true);
        for (String command : List.of("a1 NOOP\r\n", "a2 IDLE\r\n", "DONE\r\n")) {
            writeUnwatched(command.substring(0, 3));
            writeUnwatched(command.substring(3));
            assertThat(channel.<Object>readOutbound()).isNull();
            channel.flush();
            assertThat(Zip.inflated(provider, written())).isEqualTo(command.getBytes(US_ASCII));
        }
        assertThat(natives.open()).as("the inflater").isEqualTo(1);
        channel.flush();
        assertThat(written()).isEmpty();
        provider.end();
    }

    @Test
    void aWatchedWriteIsDoneWhenTheProviderCanReadIt() throws Exception {
        Inflater provider = new Inflater(true);
        writeUnwatched("a1 LOG");
        ChannelFuture watched = channel.write(buffer("OUT\r\n"));
        writeUnwatched("a2");
        assertThat(watched.isDone()).isFalse();
        channel.flush();
        assertThat(watched.isSuccess()).isTrue();
        assertThat(Zip.inflated(provider, written()))
                .isEqualTo("a1 LOGOUT\r\na2".getBytes(US_ASCII));
        provider.end();
    }

    @Test
    void anEmptyWriteBringsOutWhatWasWrittenBefore() throws Exception {
        Inflater provider = new Inflater(true);
        writeUnwatched("DONE\r\n");
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
        byte[] written = written();
        assertThat(Zip.inflated(provider, written)).isEqualTo("DONE\r\n".getBytes(US_ASCII));
        assertThat(codec.sent()).isEqualTo(written.length);
        provider.end();
    }

    @Test
    void aLargeUploadIsOneStreamAndSmaller() throws Exception {
        Inflater provider = new Inflater(true);
        byte[] text = mail(5_000_000);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (int at = 0; at < text.length; at += 50_000) {
            writeUnwatched(Arrays.copyOfRange(text, at, at + 50_000));
            channel.flush();
            wire.writeBytes(written());
        }
        assertThat(wire.size()).isLessThan(text.length * 3 / 4);
        assertThat(Arrays.equals(Zip.inflated(provider, wire.toByteArray()), text)).isTrue();
        provider.end();
    }

    @Test
    void whatWasNeverFlushedIsFreedToo() {
        writeUnwatched("a1 NOOP\r\n");
        assertThat(natives.open()).isEqualTo(2);
        channel.close();
        channel.runPendingTasks();
        assertThat(natives.open()).isZero();
        assertThat(natives.made()).isEqualTo(2);
    }

    private void writeUnwatched(String text) {
        writeUnwatched(text.getBytes(US_ASCII));
    }

    private void writeUnwatched(byte[] octets) {
        Channel to = channel;
        to.write(Unpooled.copiedBuffer(octets), to.voidPromise());
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    private byte[] written() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            octets.writeBytes(ByteBufUtil.getBytes(next));
            next.release();
        }
        return octets.toByteArray();
    }

    /** Text whose octets are as various as those of base64. */
    private static byte[] mail(int size) {
        byte[] text = new byte[size];
        Random random = new Random(4978);
        for (int i = 0; i < size; i++) {
            text[i] = (byte) ('A' + random.nextInt(32));
        }
        return text;
    }
}
