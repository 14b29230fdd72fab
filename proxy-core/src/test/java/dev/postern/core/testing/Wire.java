package dev.postern.core.testing;

import dev.postern.core.login.CloseReason;
import dev.postern.core.login.Dialogue;
import dev.postern.core.login.LoginHandler;
import dev.postern.core.login.LoginOwner;
import dev.postern.core.login.Speech;
import dev.postern.core.login.Turn;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * A connection on which the real {@link LoginHandler} drives one dialogue; it plays the handler's
 * owner.
 */
final class Wire<R> implements LoginOwner<R> {

    private final LoginHandler<R> handler;
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream relayed = new ByteArrayOutputStream();
    private Optional<R> result = Optional.empty();
    private Optional<CloseReason> ended = Optional.empty();
    private Optional<PaperTls> starting = Optional.empty();

    Wire(Dialogue<R> dialogue) {
        handler = new LoginHandler<>(dialogue, this, Optional.of(this::startTls), "script");
    }

    private PaperTls startTls(ChannelHandlerContext login) {
        PaperTls tls = new PaperTls(login);
        starting = Optional.of(tls);
        return tls;
    }

    void open() {
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(new Recorder(), handler);
    }

    void close() {
        channel.finishAndReleaseAll();
    }

    void receive(byte[] octets) {
        if (channel.isOpen()) {
            channel.writeInbound(channel.alloc().buffer().writeBytes(octets));
        }
    }

    void resume(Turn<R> turn) {
        result = Optional.empty();
        handler.resume(turn);
    }

    void handOver(Speech lastWords) {
        result = Optional.empty();
        handler.handOver(lastWords, new Relay());
    }

    /** Nobody goes on after this result. */
    void discard() {
        result = Optional.empty();
    }

    void secured() {
        PaperTls tls = starting.orElseThrow();
        starting = Optional.empty();
        tls.complete();
    }

    @Override
    public void done(R result) {
        this.result = Optional.of(result);
    }

    @Override
    public void ended(CloseReason reason, String detail) {
        result = Optional.empty();
        starting = Optional.empty();
        ended = Optional.of(reason);
    }

    Optional<R> result() {
        return result;
    }

    Optional<CloseReason> ended() {
        return ended;
    }

    boolean waitsForTls() {
        return starting.isPresent();
    }

    /** What we have said since the last call. */
    byte[] said() {
        return taken(said);
    }

    /** What came to the relay since the last call. */
    byte[] relayed() {
        return taken(relayed);
    }

    private static byte[] taken(ByteArrayOutputStream octets) {
        byte[] taken = octets.toByteArray();
        octets.reset();
        return taken;
    }

    /** Copies what is written before its owner wipes it. */
    private final class Recorder extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ByteBuf octets = (ByteBuf) message;
            said.writeBytes(ByteBufUtil.getBytes(octets));
            octets.release();
            promise.setSuccess();
        }
    }

    /** Stands where a pump will be. */
    private final class Relay extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf octets = (ByteBuf) message;
            relayed.writeBytes(ByteBufUtil.getBytes(octets));
            octets.release();
        }
    }
}
