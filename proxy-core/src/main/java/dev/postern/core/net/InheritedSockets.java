package dev.postern.core.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.Socket;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Listening sockets that systemd has opened before it started this process: sd_listen_fds(3). It
 * goes on to hold them, so that nobody else gets the ports while the bridge is away, and none of
 * them can be bound anew. So what is given up stays open, with nobody accepting, until it is taken
 * again or the process ends. Thread-safe.
 */
public final class InheritedSockets {
    private static final Logger LOG = LoggerFactory.getLogger(InheritedSockets.class);

    /** {@code SD_LISTEN_FDS_START}. */
    private static final int FIRST = 3;

    private static final String PROCESS = "LISTEN_PID";
    private static final String COUNT = "LISTEN_FDS";

    /** Process numbers have at most seven digits, and descriptors fewer: proc(5). */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private static final String REMEDY =
            "systemd sets it for a service that it holds ports for. Where systemd has not started"
                    + " the bridge: unset LISTEN_PID LISTEN_FDS";

    /** {@code O_NONBLOCK} of Linux, on all processors that Netty's epoll is built for. */
    private static final int NON_BLOCKING = 04000;

    private final Map<InetSocketAddress, Integer> untaken = new HashMap<>();
    private final Map<InetSocketAddress, Integer> taken = new HashMap<>();

    private InheritedSockets(IntStream descriptors) {
        descriptors.forEach(descriptor -> {
            InetSocketAddress address = new Socket(descriptor).localAddress();
            if (!isNonBlocking(descriptor)) {
                // Accepting would hold up an event loop, and all of its sessions.
                LOG.atWarn()
                        .addKeyValue("address", address)
                        .log(
                                "systemd holds this port in a way that the bridge cannot use: its"
                                        + " unit needs NonBlocking=yes");
            } else {
                untaken.put(address, descriptor);
            }
        });
    }

    /** Where every port is bound by this process. */
    public static InheritedSockets none() {
        return new InheritedSockets(IntStream.empty());
    }

    /**
     * Those of the process with this environment, as far as {@code transport} can use them.
     *
     * @throws IOException if the environment says what systemd never says; the message is for the
     *     person who starts the bridge
     */
    public static InheritedSockets of(Map<String, String> environment, Transport transport)
            throws IOException {
        if (number(environment, PROCESS) != ProcessHandle.current().pid()) {
            return none();
        }
        int count = (int) number(environment, COUNT);
        if (count > 0 && !(Epoll.isAvailable() && transport.name().equals("epoll"))) {
            LOG.atWarn()
                    .addKeyValue("transport", transport.name())
                    .log(
                            "systemd holds ports for the bridge, which only epoll can take over:"
                                    + " stop postern.socket, and the bridge binds them itself");
            return none();
        }
        for (int descriptor = FIRST; descriptor < FIRST + count; descriptor++) {
            if (!isSocket(descriptor)) {
                throw new IOException(
                        "%s is %d, and descriptor %d of this process is no socket. %s"
                                .formatted(COUNT, count, descriptor, REMEDY));
            }
        }
        return new InheritedSockets(IntStream.range(FIRST, FIRST + count));
    }

    private static boolean isSocket(int descriptor) {
        try {
            return new Socket(descriptor).localAddress() != null;
        } catch (ChannelException other) {
            return false;
        }
    }

    /** 0 where it is not set. */
    private static long number(Map<String, String> environment, String name) throws IOException {
        String text = environment.getOrDefault(name, "0");
        if (!NUMBER.matcher(text).matches()) {
            throw new IOException(
                    "%s in the environment: expected a number up to nine digits long, found \"%s\". %s"
                            .formatted(name, text, REMEDY));
        }
        return Long.parseLong(text);
    }

    /** For tests, whose descriptors have other numbers than those of a new process. */
    static InheritedSockets of(int... descriptors) {
        return new InheritedSockets(IntStream.of(descriptors));
    }

    private static boolean isNonBlocking(int descriptor) {
        // proc(5)
        Path state = Path.of("/proc/self/fdinfo", String.valueOf(descriptor));
        try (Stream<String> lines = Files.lines(state)) {
            return lines.filter(line -> line.startsWith("flags:"))
                    .map(line -> line.substring("flags:".length()).strip())
                    .anyMatch(flags -> (Integer.parseInt(flags, 8) & NON_BLOCKING) != 0);
        } catch (IOException unknown) {
            return false;
        }
    }

    /**
     * Listens at {@code address}, on the socket that was inherited for it, or else on a new one.
     *
     * @param transport of the new one
     */
    public ChannelFuture listen(
            ServerBootstrap listening, InetSocketAddress address, Transport transport) {
        return take(address)
                .map(descriptor ->
                        listening
                                .channelFactory(() -> new EpollServerSocketChannel(descriptor))
                                .register())
                .orElseGet(() ->
                        listening
                                .channelFactory(() -> transport.serverChannel(address.getAddress()))
                                .bind(address));
    }

    private synchronized Optional<Integer> take(InetSocketAddress address) {
        Optional<Integer> descriptor = Optional.ofNullable(untaken.remove(address));
        descriptor.ifPresent(number -> taken.put(address, number));
        return descriptor;
    }

    /** Ends listening at {@code address}, where {@code listening} has come of {@link #listen}. */
    public void giveUp(Channel listening, InetSocketAddress address) {
        if (isTaken(address)) {
            // Closing it would close our descriptor, and systemd passes no other while we run.
            listening.deregister().awaitUninterruptibly();
            giveBack(address);
        } else {
            listening.close().awaitUninterruptibly();
        }
    }

    private synchronized boolean isTaken(InetSocketAddress address) {
        return taken.containsKey(address);
    }

    private synchronized void giveBack(InetSocketAddress address) {
        untaken.put(address, Objects.requireNonNull(taken.remove(address)));
    }

    /**
     * The inherited socket because of which {@code address} can't be bound, taken over or not: one
     * of the two is for every address of the machine.
     */
    public synchronized Optional<InetSocketAddress> inTheWayOf(InetSocketAddress address) {
        return Stream.of(untaken, taken)
                .flatMap(sockets -> sockets.keySet().stream())
                .filter(held -> held.getPort() == address.getPort())
                .filter(held ->
                        held.getAddress().isAnyLocalAddress()
                                || address.getAddress().isAnyLocalAddress())
                .findFirst();
    }

    /** What nobody has taken over: who connects there waits for ever. */
    public synchronized List<InetSocketAddress> untaken() {
        return List.copyOf(untaken.keySet());
    }
}
