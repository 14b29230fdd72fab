package dev.postern.app.e2e;

import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** TLS in front of a server without, which keeps what clients say. */
final class RecordingTls implements AutoCloseable {

    /** More than all that is said around messages; of large messages the beginning is kept. */
    private static final int KEPT = 4 * 1024 * 1024;

    private static final int CHUNK = 64 * 1024;

    private final StandInServer front;
    private final int behind;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    RecordingTls(int behind) throws IOException {
        this.behind = behind;
        this.front = StandIns.tls(this::serve);
    }

    private void serve(Peer client) throws IOException, InterruptedException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            server.setTcpNoDelay(true);
            Thread replies = Thread.startVirtualThread(() -> reply(server, client));
            byte[] chunk = new byte[CHUNK];
            InputStream in = client.in();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                keep(chunk, read);
                server.getOutputStream().write(chunk, 0, read);
            }
            server.shutdownOutput();
            replies.join();
        }
    }

    private static void reply(Socket server, Peer client) {
        try (client) {
            OutputStream out = client.out();
            server.getInputStream().transferTo(out);
        } catch (IOException gone) {
            // The client has closed; what it missed is the test's business.
        }
    }

    private synchronized void keep(byte[] chunk, int length) {
        heard.write(chunk, 0, Math.min(length, KEPT - Math.min(KEPT, heard.size())));
    }

    synchronized String heard() {
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    int port() {
        return front.port();
    }

    int connections() {
        return front.connections();
    }

    @Override
    public void close() throws IOException {
        front.close();
    }
}
