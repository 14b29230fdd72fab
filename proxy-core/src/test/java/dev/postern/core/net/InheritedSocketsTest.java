package dev.postern.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.TimeUnit;

@EnabledOnOs(OS.LINUX)
class InheritedSocketsTest {
    private static final InetSocketAddress FREE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final EventLoopGroup loops = Transport.epoll().eventLoops(1);

    @AfterEach
    void end() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private ServerBootstrap bootstrap() {
        return new ServerBootstrap().group(loops).childHandler(new Hello());
    }

    @ChannelHandler.Sharable
    private static final class Hello extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(context.alloc().buffer().writeByte('!'));
        }
    }

    /** Bound by somebody else, who accepts nobody. */
    private EpollServerSocketChannel held() {
        return (EpollServerSocketChannel)
                new ServerBootstrap()
                        .group(loops)
                        .channel(EpollServerSocketChannel.class)
                        .option(ChannelOption.AUTO_READ, false)
                        .childHandler(new ChannelInboundHandlerAdapter())
                        .bind(FREE)
                        .syncUninterruptibly()
                        .channel();
    }

    @Test
    void thePortThatAnotherHoldsIsTakenOver() throws Exception {
        EpollServerSocketChannel holder = held();
        InetSocketAddress address = holder.localAddress();
        // Its number goes to a loop once only.
        holder.deregister().syncUninterruptibly();
        InheritedSockets inherited = InheritedSockets.of(holder.fd().intValue());
        Channel ours = listening(inherited, address);
        assertThat(ours.localAddress()).isEqualTo(address);
        assertThat(inherited.untaken()).isEmpty();
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            assertThat(client.getInputStream().read()).isEqualTo('!');
        }
        ours.close().syncUninterruptibly();
    }

    @Test
    void aPortThatWasGivenUpIsTakenAgain() throws Exception {
        EpollServerSocketChannel holder = held();
        InetSocketAddress address = holder.localAddress();
        holder.deregister().syncUninterruptibly();
        InheritedSockets inherited = InheritedSockets.of(holder.fd().intValue());
        inherited.giveUp(listening(inherited, address), address);
        assertThat(inherited.untaken()).containsExactly(address);
        try (Socket early = new Socket(address.getAddress(), address.getPort())) {
            Channel again = listening(inherited, address);
            assertThat(inherited.untaken()).isEmpty();
            // Who came meanwhile has waited.
            assertThat(early.getInputStream().read()).isEqualTo('!');
            try (Socket client = new Socket(address.getAddress(), address.getPort())) {
                assertThat(client.getInputStream().read()).isEqualTo('!');
            }
            again.close().syncUninterruptibly();
        }
    }

    private Channel listening(InheritedSockets inherited, InetSocketAddress address) {
        return inherited
                .listen(bootstrap(), address, Transport.epoll())
                .syncUninterruptibly()
                .channel();
    }

    @Test
    void whatIsBoundHereIsClosedWhenItIsGivenUp() throws Exception {
        InheritedSockets inherited = InheritedSockets.none();
        Channel ours = listening(inherited, FREE);
        inherited.giveUp(ours, FREE);
        assertThat(ours.isOpen()).isFalse();
    }

    @Test
    void aSocketForOneAddressIsInTheWayOfOneForAll() {
        EpollServerSocketChannel holder = held();
        int port = holder.localAddress().getPort();
        InheritedSockets inherited = InheritedSockets.of(holder.fd().intValue());
        assertThat(inherited.inTheWayOf(new InetSocketAddress("0.0.0.0", port)))
                .contains(holder.localAddress());
        assertThat(inherited.inTheWayOf(new InetSocketAddress("127.0.0.2", port))).isEmpty();
        holder.close().syncUninterruptibly();
    }

    @Test
    void otherPortsAreBound() throws Exception {
        EpollServerSocketChannel holder = held();
        InheritedSockets inherited = InheritedSockets.of(holder.fd().intValue());
        Channel ours = listening(inherited, FREE);
        assertThat(ours.localAddress()).isNotEqualTo(holder.localAddress());
        assertThat(inherited.untaken()).containsExactly(holder.localAddress());
        ours.close().syncUninterruptibly();
        holder.close().syncUninterruptibly();
    }

    /** A child of the service inherits the environment, but not the descriptors. */
    @Test
    void thoseOfAnotherProcessAreNotOurs() throws Exception {
        assertThat(
                        InheritedSockets.of(
                                        Map.of("LISTEN_PID", "1", "LISTEN_FDS", "2"),
                                        Transport.epoll())
                                .untaken())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2",
        "pid, ''",
        "pid, abc",
        "pid, -1",
        "pid, 1.5",
        "pid, 99999999999999999999",
        "abc, 2",
        "-1, 2",
    })
    void whatSystemdNeverSaysIsShown(String process, String count) {
        String self = String.valueOf(ProcessHandle.current().pid());
        Map<String, String> environment =
                Map.of("LISTEN_PID", process.equals("pid") ? self : process, "LISTEN_FDS", count);
        assertThatThrownBy(() -> InheritedSockets.of(environment, Transport.epoll()))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(
                        "LISTEN_(PID|FDS) in the environment: expected a number .*, found \".*\"\\."
                                + " .* unset LISTEN_PID LISTEN_FDS");
    }

    /** More than this process has, of which some are files. */
    @Test
    void descriptorsThatAreNoSocketsAreNotTakenOver() {
        Map<String, String> environment =
                Map.of(
                        "LISTEN_PID",
                        String.valueOf(ProcessHandle.current().pid()),
                        "LISTEN_FDS",
                        "999999999");
        assertThatThrownBy(() -> InheritedSockets.of(environment, Transport.epoll()))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(
                        "LISTEN_FDS is 999999999, and descriptor [0-9]+ of this process is no"
                                + " socket\\. .*");
    }

    @Test
    void withoutEpollNothingIsTakenOver() throws Exception {
        Map<String, String> environment =
                Map.of(
                        "LISTEN_PID",
                        String.valueOf(ProcessHandle.current().pid()),
                        "LISTEN_FDS",
                        "1");
        assertThat(InheritedSockets.of(environment, Transport.nio()).untaken()).isEmpty();
    }
}
