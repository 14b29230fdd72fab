package dev.postern.core.testing;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;

import java.security.NoSuchAlgorithmException;

import javax.net.ssl.SSLContext;

/**
 * TLS without cryptography: it only says when the handshake is over, and takes what comes before
 * for no TLS.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is passed on is the promise
final class PaperTls extends SslHandler {

    private final ChannelHandlerContext login;
    private boolean complete;

    PaperTls(ChannelHandlerContext login) {
        super(context().createSSLEngine());
        this.login = login;
    }

    private static SSLContext context() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void complete() {
        complete = true;
        login.pipeline().context(this).fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {}

    @Override
    public void handlerRemoved0(ChannelHandlerContext ctx) {}

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (complete) {
            ctx.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
            ctx.fireExceptionCaught(new DecoderException(new NotSslRecordException()));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ctx.fireChannelInactive();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        ctx.close(promise);
    }
}
