package dev.postern.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.net.Transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Addresses that answer, and one that never does. */
class ConnectRaceTest {

    /** More than a listening socket with a queue of one takes. */
    private static final int MORE_THAN_THE_QUEUE = 4;

    /** Far less than the minutes that a kernel tries; for a loaded build machine. */
    private static final Duration SOON = Duration.ofSeconds(5);

    // Defect 31
    @Test
    void anAddressThatSwallowsEverythingCostsItsHeadStartAndNoMore() throws Exception {
        InetAddress silent = InetAddress.getByAddress(new byte[] {127, 0, 0, 9});
        InetAddress answering = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        List<Socket> queued = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 8, answering);
                ServerSocket blackHole = new ServerSocket(server.getLocalPort(), 1, silent)) {
            fill(blackHole, queued);
            long start = System.nanoTime();
            assertThat(winner(List.of(silent, answering), server.getLocalPort()))
                    .isEqualTo(answering);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(ConnectRace.HEAD_START, SOON);
        } finally {
            for (Socket socket : queued) {
                socket.close();
            }
        }
    }

    private static void fill(ServerSocket listening, List<Socket> queued) throws IOException {
        for (int i = 0; i < MORE_THAN_THE_QUEUE; i++) {
            Socket socket = new Socket();
            queued.add(socket);
            try {
                socket.connect(listening.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new IOException("the queue of a listening socket has no end here");
    }

    private static InetAddress winner(List<InetAddress> addresses, int port) throws Exception {
        Transport transport = Transport.best();
        EventLoopGroup loops = transport.eventLoops(1);
        try {
            EventLoop loop = loops.next();
            Bootstrap bootstrap =
                    new Bootstrap()
                            .group(loop)
                            .channel(transport.clientChannel())
                            .handler(
                                    new ChannelInitializer<>() {
                                        @Override
                                        protected void initChannel(Channel channel) {}
                                    });
            CompletableFuture<Channel> connected = new CompletableFuture<>();
            ConnectRace race =
                    new ConnectRace(
                            address -> bootstrap.connect(new InetSocketAddress(address, port)),
                            loop,
                            addresses,
                            connected::complete,
                            why -> connected.completeExceptionally(new IOException(why)));
            loop.execute(race::start);
            Channel won = connected.get(20, TimeUnit.SECONDS);
            InetAddress address = ((InetSocketAddress) won.remoteAddress()).getAddress();
            won.close().sync();
            return address;
        } finally {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }
}
