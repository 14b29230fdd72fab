package dev.postern.app.e2e;

import dev.postern.app.e2e.SubmissionLedger.Report;
import dev.postern.core.testing.Peer;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Sends its messages one by one, each once, and enters in the ledger what it was told. It connects
 * anew when it was hung up on.
 */
final class LedgerClient {

    private static final int MOST_LOGINS = 200;

    private static final int LONGEST_MESSAGE = 50;

    /** A connection to the bridge, of whichever way there is. */
    @FunctionalInterface
    interface Way {
        Peer connect() throws IOException;
    }

    private final SubmissionLedger ledger;
    private final String login;
    private final Way way;
    private final String name;
    private final Random random;

    LedgerClient(SubmissionLedger ledger, String login, Way way, String name, Random random) {
        this.ledger = ledger;
        this.login = login;
        this.way = way;
        this.name = name;
        this.random = random;
    }

    /**
     * Sends so many messages, and then more.
     *
     * @param more whether it goes on
     */
    void run(int messages, BooleanSupplier more) throws IOException {
        Peer peer = loggedIn();
        for (int message = 0; message < messages || more.getAsBoolean(); message++) {
            String id = name + "-" + message;
            Report report = send(peer, id);
            ledger.reported(id, report);
            if (report != Report.SENT) {
                peer.close();
                peer = loggedIn();
            }
        }
        peer.close();
    }

    /** Logins fail as well, and are repeated. */
    private Peer loggedIn() throws IOException {
        String last = "nothing";
        for (int login = 0; login < MOST_LOGINS; login++) {
            Peer peer = way.connect();
            try {
                peer.line();
                peer.send("EHLO test\r\n");
                peer.lineStarting("250 ");
                last = peer.send(this.login).line();
                if (last.startsWith("235")) {
                    return peer;
                }
            } catch (IOException ended) {
                last = String.valueOf(ended.getMessage());
            }
            peer.close();
        }
        throw new IOException("no login of " + MOST_LOGINS + " succeeded; the last: " + last);
    }

    private Report send(Peer peer, String id) {
        try {
            if (!isInvited(peer)) {
                return Report.FAILED;
            }
        } catch (IOException ended) {
            return Report.FAILED; // of the message nothing was said yet
        }
        try {
            peer.send("From: ann@example.org\r\n\r\n" + id + "\r\n");
            peer.send("x\r\n".repeat(random.nextInt(LONGEST_MESSAGE)) + ".\r\n");
            String reply = peer.line();
            if (reply.startsWith("250")) {
                return Report.SENT;
            }
            boolean unknown = reply.startsWith("451 4.4.2") && reply.contains("may or may not");
            return unknown ? Report.TOLD_UNKNOWN : Report.FAILED;
        } catch (IOException ended) {
            return Report.HUNG_UP;
        }
    }

    /** Up to the go-ahead for a message. */
    private boolean isInvited(Peer peer) throws IOException {
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
            if (peer.line().charAt(0) > '3') {
                return false;
            }
        }
        return true;
    }
}
