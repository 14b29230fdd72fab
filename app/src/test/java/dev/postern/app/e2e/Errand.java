package dev.postern.app.e2e;

import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.ImapProfile;
import dev.postern.core.access.Rotation;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.account.Protocol;
import dev.postern.core.testing.Peer;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a client wants that logs in, and how an app may be restricted that wants no more. */
enum Errand {
    FETCH(Protocol.IMAP) {
        @Override
        void run(Transcript with, int length) throws IOException {
            with.say("a2 FETCH 1 BODY.PEEK[]\r\n").hearTagged("a2");
        }
    },
    APPEND(Protocol.IMAP) {
        @Override
        void run(Transcript with, int length) throws IOException {
            String message = message(SUBJECT, length);
            with.say("a2 APPEND INBOX {" + message.length() + "+}\r\n" + message + "\r\n")
                    .hearTagged("a2");
        }
    },
    SEND(Protocol.SMTP) {
        @Override
        void run(Transcript with, int length) throws IOException {
            for (String command :
                    List.of(
                            "MAIL FROM:<ann@example.org>\r\n",
                            "RCPT TO:<ann@example.org>\r\n",
                            "DATA\r\n")) {
                if (with.say(command).hear().charAt(0) > '3') {
                    return;
                }
            }
            with.say(message(SUBJECT, length) + ".\r\n").hear();
        }
    };

    static final String SUBJECT = "torn";

    /** Of a message where a place in the middle of it is far from both its ends. */
    static final int LENGTH = 2000;

    /** Of one that no buffers hold: four times what Linux queues on a socket by itself. */
    static final int TOO_LONG_FOR_BUFFERS = 16 * 1024 * 1024;

    /** The last line of every message. */
    static final String LAST_LINE = "THE END\r\n";

    private static final int LARGEST = 2 * TOO_LONG_FOR_BUFFERS;

    private final Protocol protocol;

    Errand(Protocol protocol) {
        this.protocol = protocol;
    }

    Protocol protocol() {
        return protocol;
    }

    /**
     * Says what it takes, and hears what is answered.
     *
     * @param length of a message that is sent
     */
    abstract void run(Transcript with, int length) throws IOException;

    /**
     * Logs in, runs this errand if that is possible, and takes leave if anybody is left.
     *
     * @param length of a message that is sent
     * @return all that was heard, up to the end of the connection
     */
    String talk(Peer peer, String login, int length) {
        Transcript client = new Transcript(peer);
        try {
            boolean welcome =
                    switch (protocol) {
                        case IMAP -> imapLogin(client, login);
                        case SMTP -> smtpLogin(client, login);
                    };
            if (welcome) {
                run(client, length);
            }
            switch (protocol) {
                case IMAP -> {
                    client.say("a8 NOOP\r\n").hearTagged("a8");
                    client.say("a9 LOGOUT\r\n").hearTagged("a9");
                }
                case SMTP -> {
                    client.say("NOOP\r\n").hearReply();
                    client.say("QUIT\r\n").hearReply();
                }
            }
            client.hear();
        } catch (IOException ended) {
            // As it may: what was heard before says which end it was.
        }
        return client.toString();
    }

    private static boolean imapLogin(Transcript client, String login) throws IOException {
        client.hear();
        return client.say(login).hearTagged("a1").startsWith("a1 OK");
    }

    private static boolean smtpLogin(Transcript client, String login) throws IOException {
        client.hear();
        client.say("EHLO test\r\n").hearReply();
        return client.say(login).hearReply().startsWith("235");
    }

    /** Lets this errand be run and little else, so that there is a gate. */
    AppPolicy restricted() {
        return switch (this) {
            case FETCH -> imap(ImapProfile.READ_ONLY);
            case APPEND -> imap(ImapProfile.APPEND_ONLY);
            case SEND -> RestrictedSmtpIT.policy(LARGEST);
        };
    }

    private static AppPolicy imap(ImapProfile profile) {
        return new AppPolicy(
                Set.of(Protocol.IMAP),
                new ImapPolicy(profile, List.of()),
                SmtpPolicy.UNRESTRICTED,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Rotation.USUAL);
    }

    /** One of so many octets, which is good for either protocol. */
    static String message(String subject, int length) {
        String head = "Subject: " + subject + "\r\nFrom: ann@example.org\r\n\r\n";
        int body = length - head.length() - LAST_LINE.length();
        return head + "x".repeat(62).concat("\r\n").repeat(body / 64) + last(body % 64) + LAST_LINE;
    }

    private static String last(int octets) {
        return octets < 2 ? "y".repeat(octets) : "y".repeat(octets - 2) + "\r\n";
    }

    /** A client's connection, and all that was heard on it. */
    static final class Transcript {
        private final Peer peer;
        private final StringBuilder heard = new StringBuilder();

        Transcript(Peer peer) {
            this.peer = peer;
        }

        Transcript say(String words) throws IOException {
            peer.send(words);
            return this;
        }

        String hear() throws IOException {
            String line = peer.line();
            heard.append(line).append('\n');
            return line;
        }

        String hearTagged(String tag) throws IOException {
            String line = hear();
            while (!line.startsWith(tag + " ")) {
                line = hear();
            }
            return line;
        }

        /** The last line of an SMTP reply. */
        String hearReply() throws IOException {
            String line = hear();
            while (line.startsWith("-", 3)) {
                line = hear();
            }
            return line;
        }

        @Override
        public String toString() {
            return heard.toString();
        }
    }
}
