package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Protocol;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thousands of messages through a gate to a provider that refuses and dies at any point. What was
 * reported as sent is stored once, what was reported as failed is not, and only what was answered
 * with {@code 451 4.4.2}, or not at all, may be either.
 */
class SubmissionLedgerIT {

    private static final int CLIENTS = 6;
    private static final int MESSAGES_EACH = 600;

    /** What a client knows of a message at last. */
    private enum Report {
        SENT,
        FAILED,
        UNKNOWN
    }

    private final AtomicInteger seed = new AtomicInteger();
    private final Map<String, Integer> stored = new ConcurrentHashMap<>();
    private final Map<String, Report> reported = new ConcurrentHashMap<>();

    @Test
    void everyReportIsTrue() throws Exception {
        try (StandInServer provider =
                        StandIns.smtp(peer ->
                                new FaultyProvider(peer, new Random(seed.incrementAndGet()))
                                        .serve());
                TestBridge bridge =
                        new TestBridge(
                                TestBridge.Plan.towards(Protocol.SMTP, provider.port())
                                        .policy(RestrictedSmtpIT.policy(100_000)));
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                clients.add(threads.submit(() -> new Client(bridge, number).run()));
            }
            for (Future<?> client : clients) {
                client.get(100, TimeUnit.SECONDS);
            }
        }
        verify();
    }

    private void verify() {
        assertThat(reported).hasSize(CLIENTS * MESSAGES_EACH);
        reported.forEach((id, report) -> {
            int times = stored.getOrDefault(id, 0);
            switch (report) {
                case SENT -> assertThat(times).as(id + " was reported as sent").isOne();
                case FAILED -> assertThat(times).as(id + " was reported as failed").isZero();
                case UNKNOWN -> assertThat(times).as(id).isLessThanOrEqualTo(1);
            }
        });
        for (Report report : Report.values()) {
            // Else that was not tried.
            assertThat(reported.values().stream().filter(report::equals).count())
                    .as(report.name())
                    .isGreaterThan(MESSAGES_EACH / 10);
        }
    }

    /** Sends its messages one by one, each once, and logs in again when it was hung up on. */
    private final class Client {
        private final TestBridge bridge;
        private final int number;
        private final Random random;
        private Peer peer;

        Client(TestBridge bridge, int number) {
            this.bridge = bridge;
            this.number = number;
            this.random = new Random(number);
        }

        Void run() throws IOException {
            peer = RestrictedSmtpIT.loggedIn(bridge);
            for (int message = 0; message < MESSAGES_EACH; message++) {
                String id = number + "-" + message;
                Report report;
                try {
                    report = send(id);
                } catch (IOException e) {
                    report = Report.UNKNOWN;
                }
                reported.put(id, report);
                if (report != Report.SENT) {
                    peer.close();
                    peer = RestrictedSmtpIT.loggedIn(bridge);
                }
            }
            peer.close();
            return null;
        }

        private Report send(String id) throws IOException {
            boolean pipelined = random.nextBoolean();
            List<String> commands =
                    List.of(
                            "MAIL FROM:<ann@example.org>\r\n",
                            "RCPT TO:<ann@example.org>\r\n",
                            "DATA\r\n");
            if (pipelined) {
                peer.send(String.join("", commands));
            }
            for (String command : commands) {
                if (!pipelined) {
                    peer.send(command);
                }
                String reply = peer.line();
                if (reply.charAt(0) > '3') {
                    return Report.FAILED;
                }
            }
            peer.send("From: ann@example.org\r\n\r\n" + id + "\r\n");
            peer.send("x\r\n".repeat(random.nextInt(50)) + ".\r\n");
            String reply = peer.line();
            if (reply.startsWith("250")) {
                return Report.SENT;
            }
            boolean unknown = reply.startsWith("451 4.4.2") && reply.contains("may or may not");
            return unknown ? Report.UNKNOWN : Report.FAILED;
        }
    }

    /** Each command may be refused, or be its last. */
    private final class FaultyProvider {
        private final Peer peer;
        private final Random random;

        FaultyProvider(Peer peer, Random random) {
            this.peer = peer;
            this.random = random;
        }

        void serve() throws IOException {
            for (String line = peer.line(); !line.equals("QUIT"); line = peer.line()) {
                if (dies()) {
                    return;
                }
                if (line.equals("DATA") && !refuses()) {
                    peer.send("354 go\r\n");
                    if (!message()) {
                        return;
                    }
                } else {
                    peer.send(line.equals("DATA") || refuses() ? "451 no\r\n" : "250 ok\r\n");
                }
            }
        }

        /** Whether the connection is still there. */
        private boolean message() throws IOException {
            peer.lineStarting("From: ");
            peer.line();
            String id = peer.line();
            if (dies()) {
                return false;
            }
            while (!peer.line().equals(".")) {
                if (random.nextInt(500) == 0) {
                    return false;
                }
            }
            if (dies()) {
                return false;
            }
            if (refuses()) {
                peer.send("554 no\r\n");
                return true;
            }
            stored.merge(id, 1, Integer::sum);
            if (dies()) {
                return false;
            }
            peer.send("250 stored\r\n");
            return true;
        }

        private boolean dies() {
            return random.nextInt(25) == 0;
        }

        private boolean refuses() {
            return random.nextInt(25) == 0;
        }
    }
}
