package dev.postern.app.e2e;

import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.TestAuthority;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Providers that do what a test tells them, and the words that most of them begin with. */
final class StandIns {

    static final TestAuthority.Identity IDENTITY = TestBridge.AUTHORITY.identity("localhost");

    private static final String IMAP_GREETING =
            "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2] ready\r\n";

    private StandIns() {}

    /** A provider that speaks TLS from the first octet, and then does as told. */
    static StandInServer tls(StandInServer.Behaviour behaviour) throws IOException {
        return new StandInServer(peer -> {
            peer.acceptTls(IDENTITY.serverContext());
            behaviour.serve(peer);
        });
    }

    /** An IMAP provider that lets everybody in, and then does as told. */
    static StandInServer imap(StandInServer.Behaviour afterLogin) throws IOException {
        return tls(peer -> {
            letIn(peer);
            afterLogin.serve(peer);
        });
    }

    /** An SMTP provider that lets everybody in, and then does as told. */
    static StandInServer smtp(StandInServer.Behaviour afterLogin) throws IOException {
        return tls(peer -> {
            greetSmtp(peer);
            peer.line();
            peer.send("235 2.7.0 ok\r\n");
            afterLogin.serve(peer);
        });
    }

    static void letIn(Peer peer) throws IOException {
        peer.send(IMAP_GREETING);
        String command = peer.line();
        peer.send(tag(command) + " OK [CAPABILITY IMAP4rev1 IDLE] logged in\r\n");
    }

    /** Greets, and gives back the bearer token that the client brings. */
    static Xoauth2 greetAndReadToken(Peer peer) throws IOException {
        peer.send(IMAP_GREETING);
        return Xoauth2.in(peer.line());
    }

    static void greetSmtp(Peer peer) throws IOException {
        peer.send("220 ready\r\n");
        peer.line();
        peer.send("250-stand-in\r\n250-PIPELINING\r\n250 AUTH PLAIN XOAUTH2\r\n");
    }

    static String tag(String command) {
        return command.substring(0, command.indexOf(' '));
    }

    /** A line with the initial response of XOAUTH2 at its end. */
    record Xoauth2(String tag, String token) {
        private static final String BEFORE = "auth=Bearer ";

        static Xoauth2 in(String line) {
            String response = line.substring(line.lastIndexOf(' ') + 1);
            String words =
                    new String(Base64.getDecoder().decode(response), StandardCharsets.US_ASCII);
            int start = words.indexOf(BEFORE) + BEFORE.length();
            return new Xoauth2(
                    StandIns.tag(line), words.substring(start, words.indexOf('\1', start)));
        }
    }
}
