package dev.postern.core.login;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;

/** Makes the handler that {@link Next.StartTls} puts first in the pipeline. */
@FunctionalInterface
public interface TlsStarter {
    SslHandler start(ChannelHandlerContext ctx);
}
