package dev.postern.app.e2e;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What lies in the kernel of one connection on this machine: sent by the client, not yet read by
 * the bridge. Linux shows that to everybody, and it counts what no look into the bridge can: what
 * was <i>not</i> read.
 */
final class SocketQueues {

    /** Number, local address and port, remote address and port, state, queues. */
    private static final Pattern SOCKET =
            Pattern.compile(
                    "\\s*\\d+: \\w+:(?<local>\\w+) \\w+:(?<remote>\\w+) \\w+"
                            + " (?<sending>\\w+):(?<receiving>\\w+) ");

    /** Looks in a row that must agree before the connection counts as stalled. */
    private static final int AGREEING_LOOKS = 5;

    private static final int BETWEEN_LOOKS_MILLIS = 50;

    private static final int MOST_LOOKS = 200;

    private final int client;
    private final int bridge;

    SocketQueues(Socket client) {
        this.client = client.getLocalPort();
        this.bridge = client.getPort();
    }

    /** Octets that wait once sender and reader have both come to a stop. */
    long mostThatWaits() throws IOException, InterruptedException {
        long before = -1;
        int agreeing = 0;
        for (int look = 0; look < MOST_LOOKS && agreeing < AGREEING_LOOKS; look++) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            long now = waiting();
            agreeing = now > 0 && now == before ? agreeing + 1 : 0;
            before = now;
        }
        return before;
    }

    private long waiting() throws IOException {
        return Stream.concat(lines("/proc/net/tcp"), lines("/proc/net/tcp6"))
                .map(SOCKET::matcher)
                .filter(Matcher::lookingAt)
                .mapToLong(this::waiting)
                .sum();
    }

    private long waiting(Matcher socket) {
        int local = Integer.parseInt(socket.group("local"), 16);
        int remote = Integer.parseInt(socket.group("remote"), 16);
        if (local == client && remote == bridge) {
            return Long.parseLong(socket.group("sending"), 16);
        }
        if (local == bridge && remote == client) {
            return Long.parseLong(socket.group("receiving"), 16);
        }
        return 0;
    }

    private static Stream<String> lines(String file) throws IOException {
        Path path = Path.of(file);
        List<String> lines = Files.exists(path) ? Files.readAllLines(path) : List.of();
        return lines.stream();
    }
}
