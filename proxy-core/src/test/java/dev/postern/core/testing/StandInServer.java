package dev.postern.core.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on loopback that does exactly what a test tells it for each connection: for faults and
 * delays that no real server can be made to show. Where a real server can, tests use that instead.
 */
public final class StandInServer implements AutoCloseable {

    /** What to do with a connection; it is closed afterwards. */
    @FunctionalInterface
    public interface Behaviour {
        void serve(Peer client) throws Exception;
    }

    private final ServerSocket listening;
    private final Behaviour behaviour;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();

    public StandInServer(Behaviour behaviour) throws IOException {
        this(0, behaviour);
    }

    public StandInServer(int port, Behaviour behaviour) throws IOException {
        this.listening = new ServerSocket(port, 1024, InetAddress.getLoopbackAddress());
        this.behaviour = behaviour;
        threads.submit(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** How many connections have been accepted. */
    public int connections() {
        return connections.get();
    }

    /**
     * What went wrong in a behaviour, assertion errors included: tests look at it where it matters.
     */
    public Queue<Throwable> faults() {
        return faults;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket accepted = listening.accept();
                connections.incrementAndGet();
                open.add(accepted);
                threads.submit(() -> serve(accepted));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket accepted) {
        try (accepted;
                Peer peer = new Peer(accepted)) {
            behaviour.serve(peer);
        } catch (Exception | AssertionError e) {
            faults.add(e);
        } finally {
            open.remove(accepted);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
