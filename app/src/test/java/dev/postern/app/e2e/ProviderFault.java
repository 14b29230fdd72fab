package dev.postern.app.e2e;

import dev.postern.core.account.Protocol;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.TestAuthority;

import java.io.IOException;

/** What a provider itself does wrong, or does not want to do. */
enum ProviderFault {
    WRONG_NAME(FaultOutcome.UNAVAILABLE) {
        @Override
        TestAuthority.Identity identity() {
            return TestBridge.AUTHORITY.identity("elsewhere.example");
        }
    },
    EXPIRED(FaultOutcome.UNAVAILABLE) {
        @Override
        TestAuthority.Identity identity() {
            return TestBridge.AUTHORITY.expired("localhost");
        }
    },
    UNTRUSTED(FaultOutcome.UNAVAILABLE) {
        @Override
        TestAuthority.Identity identity() {
            return new TestAuthority().identity("localhost");
        }
    },
    GOODBYE_AT_ONCE(FaultOutcome.UNAVAILABLE) {
        @Override
        void serve(Peer peer, Protocol protocol) throws IOException {
            peer.send(by(protocol, "* BYE overloaded\r\n", "421 4.3.2 overloaded\r\n"));
        }
    },
    LIMIT_AT_ONCE(FaultOutcome.LIMIT) {
        @Override
        void serve(Peer peer, Protocol protocol) throws IOException {
            peer.send(
                    by(
                            protocol,
                            "* BYE [LIMIT] enough\r\n",
                            "421 4.7.0 Too many concurrent connections\r\n"));
        }
    },
    REFUSED_AT_ONCE(FaultOutcome.UNAVAILABLE) {
        @Override
        void serve(Peer peer, Protocol protocol) throws IOException {
            peer.send(by(protocol, "* NO go away\r\n", "554 5.7.1 go away\r\n"));
        }
    },
    NOT_MAIL(FaultOutcome.UNAVAILABLE) {
        @Override
        void serve(Peer peer, Protocol protocol) throws IOException {
            peer.send("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
        }
    },
    LOGIN_TEMPORARILY_REFUSED(FaultOutcome.UNAVAILABLE) {
        @Override
        void serve(Peer peer, Protocol protocol) throws IOException {
            answerLogin(peer, protocol, " NO [UNAVAILABLE] later", "454 4.7.0 later");
        }
    },
    LOGIN_REFUSED(FaultOutcome.CHECK) {
        @Override
        void serve(Peer peer, Protocol protocol) throws IOException {
            answerLogin(peer, protocol, " NO [AUTHENTICATIONFAILED] wrong", "535 5.7.8 wrong");
        }
    },
    LOGIN_BEYOND_LIMIT(FaultOutcome.LIMIT) {
        @Override
        void serve(Peer peer, Protocol protocol) throws IOException {
            answerLogin(peer, protocol, " NO [LIMIT] enough", "454 4.7.0 Too many login attempts");
        }
    },
    GOODBYE_AT_LOGIN(FaultOutcome.UNAVAILABLE) {
        @Override
        void serve(Peer peer, Protocol protocol) throws IOException {
            greet(peer, protocol);
            peer.line();
            peer.send(by(protocol, "* BYE stopping\r\n", "421 4.3.2 stopping\r\n"));
        }
    };

    private final FaultOutcome outcome;

    ProviderFault(FaultOutcome outcome) {
        this.outcome = outcome;
    }

    FaultOutcome outcome() {
        return outcome;
    }

    /** What it shows in TLS. */
    TestAuthority.Identity identity() {
        return StandIns.IDENTITY;
    }

    /** Speaks, in TLS. */
    void serve(Peer peer, Protocol protocol) throws IOException {
        greet(peer, protocol);
    }

    private static void greet(Peer peer, Protocol protocol) throws IOException {
        switch (protocol) {
            case IMAP -> peer.send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n");
            case SMTP -> StandIns.greetSmtp(peer);
        }
    }

    private static void answerLogin(Peer peer, Protocol protocol, String imap, String smtp)
            throws IOException {
        greet(peer, protocol);
        String command = peer.line();
        switch (protocol) {
            case IMAP -> peer.send(StandIns.tag(command) + imap + "\r\n");
            case SMTP -> peer.send(smtp + "\r\n");
        }
    }

    private static String by(Protocol protocol, String imap, String smtp) {
        return switch (protocol) {
            case IMAP -> imap;
            case SMTP -> smtp;
        };
    }
}
