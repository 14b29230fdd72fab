package dev.postern.core.net;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;

class TransportTest {

    private static final InetSocketAddress ALL_OF_IPV4 = new InetSocketAddress("0.0.0.0", 0);

    static List<Transport> kinds() {
        return List.of(Transport.epoll(), Transport.nio());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whoListensAtAllAddressesOfIpv4TakesNothingOverIpv6(Transport kind) throws IOException {
        EventLoopGroup loops = kind.eventLoops(1);
        try {
            Channel open =
                    new ServerBootstrap()
                            .group(loops)
                            .channelFactory(() -> kind.serverChannel(ALL_OF_IPV4.getAddress()))
                            .childHandler(new ChannelInboundHandlerAdapter())
                            .bind(ALL_OF_IPV4)
                            .syncUninterruptibly()
                            .channel();
            int port = ((InetSocketAddress) open.localAddress()).getPort();
            connect(new InetSocketAddress(NetUtil.LOCALHOST4, port));
            assertThatThrownBy(() -> connect(new InetSocketAddress(NetUtil.LOCALHOST6, port)))
                    .isInstanceOf(ConnectException.class);
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private static void connect(InetSocketAddress address) throws IOException {
        try (Socket client = new Socket()) {
            client.connect(address);
        }
    }
}
