package dev.postern.core.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The server's half of SOCKS5 (RFC 1928, 1929) and of CONNECT (RFC 9110 9.3.6), for a {@link
 * StandInServer}. Whatever name it is asked for, it connects to loopback: names that no resolver
 * knows prove who has looked them up.
 */
public final class ProxyStandIn {

    private static final byte VERSION = 5;
    private static final byte NO_METHOD = (byte) 0xFF;

    private final Optional<String> userAndPassword;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    /** One that lets anybody through. */
    public ProxyStandIn() {
        this.userAndPassword = Optional.empty();
    }

    /**
     * @param userAndPassword with a colon between
     */
    public ProxyStandIn(String userAndPassword) {
        this.userAndPassword = Optional.of(userAndPassword);
    }

    /** Where clients wanted to go: the kind of address, the address, the port. */
    public Queue<String> asked() {
        return asked;
    }

    /** Lets a SOCKS5 client through, and relays. */
    public void socks5(Peer client) throws Exception {
        byte[] greeting = client.octets(2);
        byte[] methods = client.octets(greeting[1]);
        if (userAndPassword.isEmpty()) {
            client.send(new byte[] {VERSION, 0});
        } else if (offers(methods, 2)) {
            client.send(new byte[] {VERSION, 2});
            client.octets(1);
            String said = word(client) + ":" + word(client);
            boolean right = said.equals(userAndPassword.get());
            client.send(new byte[] {1, (byte) (right ? 0 : 1)});
            if (!right) {
                return;
            }
        } else {
            client.send(new byte[] {VERSION, NO_METHOD});
            return;
        }
        int kind = client.octets(4)[3];
        String host =
                switch (kind) {
                    case 1 -> InetAddress.getByAddress(client.octets(4)).getHostAddress();
                    case 3 -> word(client);
                    case 4 -> InetAddress.getByAddress(client.octets(16)).getHostAddress();
                    default -> throw new IOException("no such kind of address: " + kind);
                };
        byte[] port = client.octets(2);
        int number = (port[0] & 0xFF) << 8 | (port[1] & 0xFF);
        asked.add("%d %s %d".formatted(kind, host, number));
        relay(client, number, new byte[] {VERSION, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    }

    /** Lets a client of CONNECT through, and relays. */
    public void connect(Peer client) throws Exception {
        String request = client.line();
        Optional<String> authorization = Optional.empty();
        for (String line = client.line(); !line.isEmpty(); line = client.line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization: basic ")) {
                authorization = Optional.of(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        Optional<String> wanted =
                userAndPassword.map(text ->
                        Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        if (wanted.isPresent() && !wanted.equals(authorization)) {
            client.send("HTTP/1.1 407 Who are you\r\nContent-Length: 2\r\n\r\nno");
            return;
        }
        String target = request.split(" ", -1)[1];
        asked.add(target);
        int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
        relay(
                client,
                port,
                "HTTP/1.1 200 Connection established\r\nVia: 1.1 x\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** What the server says first goes out in one write with the proxy's answer, if it is quick. */
    private static void relay(Peer client, int port, byte[] answer) throws Exception {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            ByteArrayOutputStream first = new ByteArrayOutputStream();
            first.write(answer);
            server.setSoTimeout(300);
            byte[] early = new byte[8192];
            try {
                int count = server.getInputStream().read(early);
                first.write(early, 0, Math.max(count, 0));
            } catch (SocketTimeoutException quiet) {
                // It speaks when it is spoken to.
            }
            server.setSoTimeout(0);
            client.send(first.toByteArray());
            Thread up =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    OutputStream out = server.getOutputStream();
                                    client.in().transferTo(out);
                                    server.shutdownOutput();
                                } catch (IOException gone) {
                                    // One of the two has left.
                                }
                            });
            server.getInputStream().transferTo(client.out());
            client.finish();
            up.join(Peer.PATIENCE_MILLIS);
        }
    }

    private static boolean offers(byte[] methods, int method) {
        for (byte offered : methods) {
            if (offered == method) {
                return true;
            }
        }
        return false;
    }

    private static String word(Peer client) throws IOException {
        return new String(client.octets(client.octets(1)[0] & 0xFF), StandardCharsets.ISO_8859_1);
    }
}
