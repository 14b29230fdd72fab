package dev.postern.app.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.core.account.Protocol;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets everybody in, does what it is asked, and counts what it stores. What goes wrong goes wrong
 * on the way to it.
 */
final class FlawlessProvider {

    /** Ends the answer to a login over IMAP. */
    static final String IMAP_WELCOME = "] logged in\r\n";

    static final String SMTP_WELCOME = "235 2.7.0 ok\r\n";

    /** Ends the answer to STARTTLS. */
    static final String TLS_NOW = "begin TLS\r\n";

    /** Says that a message is stored. */
    static final String SMTP_STORED = "250 2.0.0 stored";

    private static final Pattern LITERAL = Pattern.compile(".* \\{(\\d+)(\\+?)}");

    private final String fetched;
    private final Map<String, Integer> stored = new ConcurrentHashMap<>();

    /**
     * @param length of the message that can be fetched
     */
    FlawlessProvider(int length) {
        this.fetched = Errand.message("fetched", length);
    }

    /** How often it has stored a message with this subject. */
    int stored(String subject) {
        return stored.getOrDefault(subject, 0);
    }

    /** Without TLS. */
    StandInServer.Behaviour speaking(Protocol protocol) {
        return switch (protocol) {
            case IMAP -> this::imap;
            case SMTP -> this::smtp;
        };
    }

    private void imap(Peer peer) throws IOException {
        peer.send("* OK ready\r\n");
        for (String line = peer.line(); ; line = peer.line()) {
            String tag = StandIns.tag(line);
            String verb = line.substring(tag.length() + 1).split(" ", 2)[0];
            switch (verb) {
                case "CAPABILITY" ->
                        peer.send(
                                "* CAPABILITY IMAP4rev1 SASL-IR STARTTLS AUTH=PLAIN\r\n"
                                        + tag
                                        + " OK\r\n");
                case "AUTHENTICATE", "LOGIN" ->
                        peer.send(tag + " OK [CAPABILITY IMAP4rev1 LITERAL+" + IMAP_WELCOME);
                case "FETCH" -> {
                    peer.send("* 1 FETCH (BODY[] {" + fetched.length() + "}\r\n");
                    peer.send(fetched + ")\r\n" + tag + " OK fetched\r\n");
                }
                case "APPEND" -> append(peer, line, tag);
                case "LOGOUT" -> {
                    peer.send("* BYE\r\n" + tag + " OK\r\n");
                    return;
                }
                case "STARTTLS" -> {
                    peer.send(tag + " OK " + TLS_NOW);
                    peer.acceptTls(StandIns.IDENTITY.serverContext());
                }
                default -> peer.send(tag + " OK\r\n");
            }
        }
    }

    private void append(Peer peer, String command, String tag) throws IOException {
        Matcher literal = LITERAL.matcher(command);
        if (!literal.matches()) {
            throw new IOException("expected an APPEND with a literal: " + command);
        }
        if (literal.group(2).isEmpty()) {
            peer.send("+ go on\r\n");
        }
        String message = new String(peer.octets(Integer.parseInt(literal.group(1))), US_ASCII);
        peer.line();
        store(message.lines().findFirst().orElseThrow());
        peer.send(tag + " OK appended\r\n");
    }

    private void smtp(Peer peer) throws IOException {
        peer.send("220 ready\r\n");
        for (String line = peer.line(); ; line = peer.line()) {
            switch (line.split(" ", 2)[0]) {
                case "EHLO" -> {
                    peer.send("250-stand-in\r\n250-PIPELINING\r\n");
                    peer.send("250-STARTTLS\r\n250 AUTH PLAIN\r\n");
                }
                case "STARTTLS" -> {
                    peer.send("220 2.0.0 " + TLS_NOW);
                    peer.acceptTls(StandIns.IDENTITY.serverContext());
                }
                case "AUTH" -> peer.send(SMTP_WELCOME);
                case "DATA" -> {
                    peer.send("354 go\r\n");
                    String subject = peer.lineStarting("Subject: ");
                    peer.lineStarting(".");
                    store(subject);
                    peer.send(SMTP_STORED + "\r\n");
                }
                case "QUIT" -> {
                    peer.send("221 bye\r\n");
                    return;
                }
                default -> peer.send("250 ok\r\n");
            }
        }
    }

    private void store(String subjectLine) {
        stored.merge(subjectLine.substring("Subject: ".length()), 1, Integer::sum);
    }
}
