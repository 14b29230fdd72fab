package dev.postern.core.deflate;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Makes a compressed channel look like one that is not: DEFLATE without a header, in both
 * directions. For a channel whose {@code autoRead} is off: each read that is asked for brings one
 * piece of at most 64 KiB.
 *
 * <p>It holds native memory while it is in a pipeline, and frees it when it is removed, which a
 * channel that closes does.
 */
public final class DeflateCodec extends ChannelDuplexHandler {

    /** Until other channels of the event loop have their turn: a mebioctet. */
    private static final int PIECES_A_TURN = 16;

    private enum Demand {
        /** Nobody has asked for anything, so nobody may be there to hear of an end either. */
        NONE_YET,
        NONE,
        ONE
    }

    /** Told once, on the event loop, when what has come cannot be inflated; nothing more comes. */
    @FunctionalInterface
    public interface Owner {
        void damaged();
    }

    private final Owner owner;
    private final Supplier<Inflater> inflaters;
    private final Deflation deflation;
    private final Deque<Object> ends = new ArrayDeque<>();

    /** Null before it is added, and once it is removed or the stream is damaged. */
    private @Nullable Inflation inflation;

    private Demand demand = Demand.NONE_YET;

    /** What is delivered may ask for more, which the same loop then brings. */
    private boolean delivering;

    private long received;
    private long sent;

    public DeflateCodec(Owner owner) {
        // Uploads are mostly base64, of which more effort makes little less.
        this(owner, () -> new Inflater(true), () -> new Deflater(Deflater.BEST_SPEED, true));
    }

    DeflateCodec(Owner owner, Supplier<Inflater> inflaters, Supplier<Deflater> deflaters) {
        this.owner = owner;
        this.inflaters = inflaters;
        this.deflation = new Deflation(deflaters);
    }

    /** Compressed octets that have come. */
    public long received() {
        return received;
    }

    /** Compressed octets that were written. */
    public long sent() {
        return sent;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        inflation = new Inflation(inflaters.get());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stopInflating();
        deflation.release();
    }

    private void stopInflating() {
        if (inflation != null) {
            inflation.release();
            inflation = null;
        }
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        demand = Demand.ONE;
        deliver(ctx, PIECES_A_TURN);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf compressed = (ByteBuf) message;
        received += compressed.readableBytes();
        if (inflation == null) {
            compressed.release();
        } else {
            inflation.add(compressed);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        deliver(ctx, PIECES_A_TURN);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case ChannelInputShutdownEvent end -> endsWith(ctx, end);
            case SslCloseCompletionEvent end -> endsWith(ctx, end);
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    private void endsWith(ChannelHandlerContext ctx, Object end) {
        ends.add(end);
        deliver(ctx, PIECES_A_TURN);
    }

    /** What came before the end is delivered as far as it is taken at once. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        deliver(ctx, Integer.MAX_VALUE);
        ctx.fireChannelInactive();
    }

    /** The same: a connection that was reset is at its end too. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        deliver(ctx, Integer.MAX_VALUE);
        ctx.fireExceptionCaught(cause);
    }

    private void deliver(ChannelHandlerContext ctx, int pieces) {
        if (delivering) {
            return;
        }
        delivering = true;
        for (int piece = 0; demand == Demand.ONE && piece < pieces; piece++) {
            Optional<ByteBuf> next = next(ctx);
            if (next.isEmpty()) {
                break;
            }
            demand = Demand.NONE;
            ctx.fireChannelRead(next.get());
            ctx.fireChannelReadComplete();
        }
        delivering = false;
        goOn(ctx);
    }

    private Optional<ByteBuf> next(ChannelHandlerContext ctx) {
        try {
            return inflation == null ? Optional.empty() : inflation.next(ctx.alloc());
        } catch (DataFormatException damaged) {
            stopInflating();
            owner.damaged();
            return Optional.empty();
        }
    }

    private void goOn(ChannelHandlerContext ctx) {
        if (inflation == null || demand == Demand.NONE_YET) {
            return;
        }
        if (!inflation.isEmpty()) {
            if (demand == Demand.ONE) {
                ctx.executor().execute(() -> deliver(ctx, PIECES_A_TURN));
            }
        } else if (!ends.isEmpty()) {
            demand = Demand.NONE;
            ctx.fireUserEventTriggered(Objects.requireNonNull(ends.poll()));
            goOn(ctx);
        } else if (demand == Demand.ONE && ctx.channel().isActive()) {
            ctx.read();
        }
    }

    /** A promise that somebody watches is kept only when the provider can read what it is for. */
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf plain = (ByteBuf) message;
        if (!plain.isReadable() && !deflation.isDue()) {
            ctx.write(plain, promise);
            return;
        }
        ByteBuf deflated;
        try {
            deflated = deflation.write(ctx.alloc(), plain);
        } finally {
            plain.release();
        }
        if (!promise.isVoid()) {
            deflation.flush(deflated);
        }
        pass(ctx, deflated, promise);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (deflation.isDue()) {
            ByteBuf deflated = ctx.alloc().directBuffer();
            deflation.flush(deflated);
            pass(ctx, deflated, ctx.voidPromise());
        }
        ctx.flush();
    }

    private void pass(ChannelHandlerContext ctx, ByteBuf deflated, ChannelPromise promise) {
        if (deflated.isReadable()) {
            sent += deflated.readableBytes();
            ctx.write(deflated, promise);
        } else {
            deflated.release();
        }
    }
}
