package dev.postern.core.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A distant server on this machine: each chunk reaches the other side half a round trip after it
 * came, however many are on their way, and a connection takes a round trip to be made. It counts
 * how often its clients speak and then wait: what is said before the server has been heard is one
 * turn.
 */
public final class DelayingRelay implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;

    private final StandInServer front;
    private final int behind;
    private final long half;
    private final List<Conversation> conversations = new CopyOnWriteArrayList<>();

    /**
     * @param behind the port of the server, on loopback
     */
    public DelayingRelay(int behind, Duration roundTrip) throws IOException {
        this.behind = behind;
        this.half = roundTrip.toNanos() / 2;
        this.front = new StandInServer(this::serve);
    }

    /** How often clients have spoken and then waited; connecting does not count. */
    public int turns() {
        return conversations.stream().mapToInt(Conversation::turns).sum();
    }

    /**
     * How much came on a connection, in either direction: as long as it stays the same, nothing was
     * said there.
     *
     * @param connection 0 for the first
     */
    public int chunks(int connection) {
        return conversations.get(connection).chunks();
    }

    public int connections() {
        return front.connections();
    }

    public int port() {
        return front.port();
    }

    private void serve(Peer client) throws IOException, InterruptedException {
        // SYN, SYN and ACK, ACK.
        long made = System.nanoTime() + 2 * half;
        Conversation conversation = new Conversation();
        conversations.add(conversation);
        try (Socket server = new Socket()) {
            BlockingQueue<Chunk> there = new LinkedBlockingQueue<>();
            Thread hearing =
                    Thread.startVirtualThread(
                            () -> read(client.in(), there, made, conversation::clientSpoke));
            TimeUnit.NANOSECONDS.sleep(made + half - System.nanoTime());
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), behind));
            server.setTcpNoDelay(true);
            BlockingQueue<Chunk> back = new LinkedBlockingQueue<>();
            InputStream replies = server.getInputStream();
            Thread reading =
                    Thread.startVirtualThread(
                            () -> read(replies, back, made, conversation::serverSpoke));
            Thread answering =
                    Thread.startVirtualThread(
                            () -> write(back, client.out(), client, conversation::serverHeard));
            write(there, server.getOutputStream(), server::shutdownOutput, () -> {});
            answering.join();
            hearing.join();
            reading.join();
        }
    }

    /** Who of a connection spoke last, as its client sees it. */
    private static final class Conversation {
        private boolean clientsTurn = true;
        private int turns;
        private int chunks;

        synchronized void clientSpoke() {
            if (clientsTurn) {
                turns++;
            }
            clientsTurn = false;
            chunks++;
        }

        synchronized void serverSpoke() {
            chunks++;
        }

        synchronized void serverHeard() {
            clientsTurn = true;
        }

        synchronized int turns() {
            return turns;
        }

        synchronized int chunks() {
            return chunks;
        }
    }

    private record Chunk(ByteBuffer octets, long due) {}

    private void read(
            InputStream from, BlockingQueue<Chunk> queue, long notBefore, Runnable spoken) {
        byte[] buffer = new byte[CHUNK];
        int read;
        do {
            try {
                read = from.read(buffer);
            } catch (IOException gone) {
                read = -1;
            }
            if (read > 0) {
                spoken.run();
            }
            long came = Math.max(System.nanoTime() - notBefore, 0) + notBefore;
            queue.add(
                    new Chunk(
                            ByteBuffer.wrap(Arrays.copyOf(buffer, Math.max(read, 0))),
                            came + half));
        } while (read >= 0);
    }

    private static void write(
            BlockingQueue<Chunk> queue, OutputStream to, AutoCloseable end, Runnable said) {
        try {
            for (Chunk next = queue.take(); next.octets().hasRemaining(); next = queue.take()) {
                TimeUnit.NANOSECONDS.sleep(next.due() - System.nanoTime());
                said.run();
                to.write(next.octets().array());
                to.flush();
            }
            end.close();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (Exception gone) {
            // Whoever is gone says nothing more; the test looks at the other side.
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
    }
}
