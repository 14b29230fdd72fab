package dev.postern.app.fault;

import dev.postern.core.testing.Peer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

/** One connection of a {@link FaultyRelay}: two flows, each with a thread of its own. */
final class FaultyConnection {

    private static final int CHUNK = 16 * 1024;

    private static final Duration LATE = Duration.ofMillis(20);

    /** Long enough that all buffers between two fast ends are full. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Peer front;
    private final Socket frontSocket;
    private final FaultyRelay.Bridge bridge;
    private final Misfortune misfortune;
    private final CountDownLatch readingOn = new CountDownLatch(1);
    private @Nullable Socket back;

    private volatile boolean befallen;
    private volatile boolean bridgeEnded;

    FaultyConnection(Peer front, FaultyRelay.Bridge bridge, Misfortune misfortune) {
        this.front = front;
        this.frontSocket = front.socket();
        this.bridge = bridge;
        this.misfortune = misfortune;
    }

    boolean isBefallen() {
        return befallen;
    }

    boolean isHeldByBridge() {
        return !bridgeEnded;
    }

    /** Reads again what the bridge says. */
    void readOn() {
        readingOn.countDown();
    }

    /** Returns when both ends have ended. */
    void serve(int behind, Optional<SSLContext> tls) throws Exception {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            back = server;
            server.setTcpNoDelay(true);
            if (tls.isPresent()) {
                front.acceptTls(tls.get());
                front.socket().setSoTimeout(0);
            }
            frontSocket.setSoTimeout(0);
            Flow there =
                    new Flow(Place.Direction.THERE, front.in(), server.getOutputStream(), server);
            Flow answers =
                    new Flow(
                            Place.Direction.BACK,
                            server.getInputStream(),
                            front.out(),
                            frontSocket);
            if (misfortune.place().equals(Place.beginning())) {
                befall();
            }
            Thread answering = Thread.startVirtualThread(answers);
            there.run();
            answering.join();
        } finally {
            bridgeEnded = true;
        }
    }

    /** Called while nothing is being passed. */
    private void befall() throws IOException {
        befallen = true;
        switch (misfortune.fault()) {
            case DELAY, TRICKLE, BLACK_HOLE, PAUSE, ZERO_WINDOW -> {}
            case RESET -> {
                bridgeEnded = true;
                bridgeSocket().setSoLinger(true, 0);
                bridgeSocket().close();
            }
            case HALF_CLOSE -> bridgeSocket().shutdownOutput();
            case TLS_CLOSE -> front.finish();
        }
    }

    private Socket bridgeSocket() {
        return switch (bridge) {
            case CONNECTS -> frontSocket;
            case IS_BEHIND -> Objects.requireNonNull(back);
        };
    }

    /** What one end says. */
    private final class Flow implements Runnable {
        private final Place.Direction direction;
        private final InputStream from;
        private final OutputStream to;
        private final Socket toSocket;
        private final Place.Watch watch = new Place.Watch(misfortune.place());

        Flow(Place.Direction direction, InputStream from, OutputStream to, Socket toSocket) {
            this.direction = direction;
            this.from = from;
            this.to = to;
            this.toSocket = toSocket;
        }

        @Override
        public void run() {
            byte[] chunk = new byte[CHUNK];
            try {
                for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
                    pass(chunk, read);
                    if (befallen && fromBridge()) {
                        stopReading();
                    }
                }
            } catch (IOException gone) {
                // Which is an end as well.
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            ended();
        }

        private void stopReading() throws InterruptedException {
            switch (misfortune.fault()) {
                case PAUSE -> readingOn.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                case ZERO_WINDOW -> readingOn.await();
                case DELAY, TRICKLE, RESET, HALF_CLOSE, TLS_CLOSE, BLACK_HOLE -> {}
            }
            readOn();
        }

        private void ended() {
            if (fromBridge()) {
                bridgeEnded = true;
            }
            try {
                if (!(befallen && misfortune.fault() == Fault.BLACK_HOLE)) {
                    toSocket.shutdownOutput();
                }
            } catch (IOException gone) {
                // Nobody is left who could be told.
            }
        }

        private boolean fromBridge() {
            return (bridge == FaultyRelay.Bridge.CONNECTS) == (direction == Place.Direction.THERE);
        }

        private void pass(byte[] chunk, int length) throws IOException, InterruptedException {
            int untilPlace = lengthUntilPlace(chunk, length);
            if (untilPlace < 0) {
                passAsItMay(chunk, 0, length);
                return;
            }
            // The other flow passes nothing between these two.
            synchronized (FaultyConnection.this) {
                to.write(chunk, 0, untilPlace);
                to.flush();
                befall();
            }
            passAsItMay(chunk, untilPlace, length - untilPlace);
        }

        /** Negative if the place is not in this chunk. */
        private int lengthUntilPlace(byte[] chunk, int length) {
            if (befallen || misfortune.place().direction() != direction) {
                return -1;
            }
            for (int i = 0; i < length; i++) {
                watch.octet(chunk[i]);
                if (watch.isReached()) {
                    return i + 1;
                }
            }
            return -1;
        }

        private void passAsItMay(byte[] chunk, int start, int length)
                throws IOException, InterruptedException {
            int step = befallen && misfortune.fault() == Fault.TRICKLE ? 1 : Math.max(length, 1);
            if (befallen && misfortune.fault() == Fault.DELAY) {
                TimeUnit.NANOSECONDS.sleep(LATE.toNanos());
            }
            for (int at = start; at < start + length; at += step) {
                synchronized (FaultyConnection.this) {
                    if (isOpen()) {
                        to.write(chunk, at, Math.min(step, start + length - at));
                        to.flush();
                    }
                }
            }
        }

        /** Whether anything is still passed in this direction. */
        private boolean isOpen() {
            if (!befallen) {
                return true;
            }
            return switch (misfortune.fault()) {
                case DELAY, TRICKLE, PAUSE, ZERO_WINDOW -> true;
                case RESET, HALF_CLOSE, TLS_CLOSE -> fromBridge();
                case BLACK_HOLE -> false;
            };
        }
    }
}
