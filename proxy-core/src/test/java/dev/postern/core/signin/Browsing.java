package dev.postern.core.signin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a browser would send, to the octet, and what it gets. */
final class Browsing {

    /** Longer than anything that these tests wait for. */
    private static final int PATIENCE = (int) Duration.ofSeconds(30).toMillis();

    private Browsing() {}

    /** An answer, as text. */
    record Got(String text) {
        int status() {
            return Integer.parseInt(text.substring(9, 12));
        }

        String location() {
            return text.lines()
                    .filter(line -> line.startsWith("location: "))
                    .map(line -> line.substring(10))
                    .findFirst()
                    .orElse("");
        }
    }

    static Got get(URI redirect, String target) throws IOException {
        return send(redirect, "GET " + target + " HTTP/1.1\r\nHost: " + redirect.getAuthority());
    }

    /** With redirects, as a person sees it. */
    static Got visit(URI redirect, String target) throws IOException {
        Got got = get(redirect, target);
        return got.status() == 303 ? visit(redirect, got.location()) : got;
    }

    static Got send(URI redirect, String head) throws IOException {
        return send(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), redirect.getPort()), head);
    }

    static Got send(InetSocketAddress server, String head) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            return new Got(
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
