package dev.postern.core.signin;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;

/**
 * Reads one request of each connection. Logs nothing, since a request line can have a code in it.
 */
final class BrowserRequests extends ChannelInitializer<Channel> {

    /** Codes of Microsoft have two thousand characters. */
    private static final int LONGEST_LINE = 16 * 1024;

    /** Cookies of other servers on this host, which browsers send to every port of it. */
    private static final int LARGEST_HEADERS = 32 * 1024;

    private final SignInDesk desk;
    private final Browsers browsers;
    private final RedirectAddress redirect;

    BrowserRequests(SignInDesk desk, Browsers browsers, RedirectAddress redirect) {
        this.desk = desk;
        this.browsers = browsers;
        this.redirect = redirect;
    }

    @Override
    protected void initChannel(Channel browser) {
        browsers.come(browser);
        browser.pipeline()
                .addLast(
                        new HttpServerCodec(
                                new HttpDecoderConfig()
                                        .setMaxInitialLineLength(LONGEST_LINE)
                                        .setMaxHeaderSize(LARGEST_HEADERS)),
                        new First());
    }

    /** Nothing is read after the first request. */
    private final class First extends SimpleChannelInboundHandler<HttpObject> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpRequest request) {
                context.pipeline().replace(this, null, new Ignored());
                Channel browser = context.channel();
                browsers.reply(browser, reply(request, browser));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable broken) {
            context.close();
        }
    }

    private static final class Ignored extends SimpleChannelInboundHandler<HttpObject> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            // A body, or a second request: the connection is closed after the first answer.
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable broken) {
            context.close();
        }
    }

    private Reply reply(HttpRequest request, Channel browser) {
        int port = ((InetSocketAddress) browser.localAddress()).getPort();
        List<String> host = request.headers().getAll(HttpHeaderNames.HOST);
        if (!request.decoderResult().isSuccess()
                || host.size() != 1
                || !redirect.hosts(port).contains(host.getFirst().toLowerCase(Locale.ROOT))) {
            return new Reply.Show(Page.NOT_FOUND);
        }
        return request.method().equals(HttpMethod.GET)
                ? desk.receive(request.uri())
                : new Reply.Show(Page.ONLY_GET);
    }
}
