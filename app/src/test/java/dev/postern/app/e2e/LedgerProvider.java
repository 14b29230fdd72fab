package dev.postern.app.e2e;

import dev.postern.core.testing.Peer;

import java.io.IOException;
import java.util.Random;

/** Lets everybody in, refuses any command now and then, and enters in the ledger what it takes. */
final class LedgerProvider {

    private static final int REFUSES_ONE_OF = 25;

    private final SubmissionLedger ledger;

    LedgerProvider(SubmissionLedger ledger) {
        this.ledger = ledger;
    }

    /** Without TLS. */
    void serve(Peer peer, Random random) throws IOException {
        StandIns.greetSmtp(peer);
        peer.line();
        peer.send("235 2.7.0 ok\r\n");
        for (String line = peer.line(); !line.equals("QUIT"); line = peer.line()) {
            boolean refuses = random.nextInt(REFUSES_ONE_OF) == 0;
            if (refuses) {
                peer.send("451 4.3.0 no\r\n");
            } else if (line.equals("DATA")) {
                peer.send("354 go\r\n");
                message(peer, random);
            } else {
                peer.send("250 2.1.0 ok\r\n");
            }
        }
        peer.send("221 bye\r\n");
    }

    private void message(Peer peer, Random random) throws IOException {
        peer.lineStarting("From: ");
        peer.line();
        String id = peer.line();
        ledger.offered(id);
        peer.lineStarting(".");
        if (random.nextInt(REFUSES_ONE_OF) == 0) {
            peer.send("554 5.6.0 no\r\n");
        } else {
            ledger.stored(id);
            peer.send("250 2.0.0 stored\r\n");
        }
    }
}
