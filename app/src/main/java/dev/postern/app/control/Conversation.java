package dev.postern.app.control;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Lines through a blocking channel, which is closed when it is over or its time is. */
final class Conversation implements AutoCloseable {
    private static final int CHUNK = 8 * 1024;

    private final SocketChannel channel;
    private Thread deadline;

    Conversation(SocketChannel channel, Duration time) {
        this.channel = channel;
        deadline = Thread.ofVirtual().start(() -> closeAfter(time));
    }

    /** From now on it may take so long; called by the thread that reads and writes. */
    void allow(Duration time) {
        deadline.interrupt();
        deadline = Thread.ofVirtual().start(() -> closeAfter(time));
    }

    private void closeAfter(Duration time) {
        try {
            Thread.sleep(time);
            channel.close();
        } catch (InterruptedException | IOException inTime) {
            // Interrupted: it was over in time. Not closed: it was already.
        }
    }

    /**
     * Everything up to the first LF.
     *
     * @throws IOException if the line is longer than {@code longest} octets, or never ends
     */
    String read(int longest) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (channel.read(chunk.clear()) >= 0) {
            for (int i = 0; i < chunk.position(); i++) {
                if (chunk.get(i) == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(chunk.get(i));
            }
            if (line.size() > longest) {
                throw new IOException("a line of more than " + longest + " octets");
            }
        }
        throw new EOFException("the line did not end");
    }

    void write(String line) throws IOException {
        byte[] octets = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            ByteBuffer rest = ByteBuffer.wrap(octets);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    @Override
    public void close() throws IOException {
        deadline.interrupt();
        channel.close();
    }
}
