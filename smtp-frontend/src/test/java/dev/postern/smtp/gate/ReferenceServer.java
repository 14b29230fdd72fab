package dev.postern.smtp.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A provider that shares no code with the gate. It takes octets as they come, notes commands and
 * messages, and says replies.
 */
final class ReferenceServer {

    /** What this one takes for the end of a line. */
    enum LineEnds {
        /** CRLF. */
        STRICT,
        /** CR, LF and CRLF, and it reads no NUL: as servers that could be deceived. */
        ANY
    }

    /**
     * What it would deliver.
     *
     * @param content in ISO 8859-1, with CRLF and without doubled dots
     */
    record Delivered(String sender, List<String> recipients, String content) {}

    private enum Phase {
        COMMANDS,
        DATA,
        CHUNK
    }

    private final LineEnds ends;
    private final List<String> commands = new ArrayList<>();
    private final List<Delivered> delivered = new ArrayList<>();
    private final StringBuilder replies = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final List<String> recipients = new ArrayList<>();
    private Phase phase = Phase.COMMANDS;
    private String sender;
    private long chunkLeft;
    private boolean lastChunk;
    private int before = -1;

    /** Whether the last octet was a CR that ended a line. */
    private boolean returnEnded;

    /** How many of the next replies are negative, where a server is free to be. */
    private int refusals;

    ReferenceServer(LineEnds ends) {
        this.ends = ends;
    }

    void refuseNext(int count) {
        refusals = count;
    }

    List<String> commands() {
        return commands;
    }

    List<Delivered> delivered() {
        return delivered;
    }

    /** What it has said since the last call. */
    String said() {
        String said = replies.toString();
        replies.setLength(0);
        return said;
    }

    void take(byte[] octets) {
        for (byte octet : octets) {
            take(octet & 0xff);
        }
    }

    private void take(int octet) {
        if (phase == Phase.CHUNK) {
            content.write(octet);
            if (--chunkLeft == 0) {
                chunkEnded();
            }
            return;
        }
        int previous = before;
        before = octet;
        switch (ends) {
            case STRICT -> {
                line.append((char) octet);
                if (previous == '\r' && octet == '\n') {
                    lineEnded(line.substring(0, line.length() - 2));
                }
            }
            case ANY -> takeLeniently(previous, octet);
        }
    }

    /** A command ends with LF at last, so that it is known where a chunk begins. */
    private void takeLeniently(int previous, int octet) {
        boolean ends = octet == '\n' || (octet == '\r' && phase == Phase.DATA);
        boolean ended = octet == '\n' && previous == '\r' && returnEnded;
        returnEnded = octet == '\r' && ends;
        if (ends && !ended) {
            lineEnded(line.toString());
        } else if (octet != '\n' && octet != '\r' && octet != 0) {
            line.append((char) octet);
        }
    }

    private void lineEnded(String text) {
        line.setLength(0);
        if (phase == Phase.COMMANDS) {
            commands.add(text);
            command(text);
        } else if (text.equals(".")) {
            phase = Phase.COMMANDS;
            finish();
        } else {
            content.writeBytes(
                    (text.startsWith(".") ? text.substring(1) : text).getBytes(ISO_8859_1));
            content.writeBytes(new byte[] {'\r', '\n'});
        }
    }

    private void command(String text) {
        if (text.equals("EHLO [bridge]")) {
            forget();
            replies.append("250-ref\r\n250-PIPELINING\r\n250-AUTH PLAIN\r\n250 CHUNKING\r\n");
        } else if (text.equals("HELO [bridge]")) {
            forget();
            say("250 ref");
        } else if (text.startsWith("MAIL FROM:<")) {
            mail(text);
        } else if (text.startsWith("RCPT TO:<")) {
            recipient(text);
        } else if (text.equals("DATA")) {
            if (recipients.isEmpty() || content.size() > 0 || refuses()) {
                say("503 no");
            } else {
                phase = Phase.DATA;
                say("354 go");
            }
        } else if (text.startsWith("BDAT ")) {
            chunk(text.substring(5));
        } else if (text.equals("RSET")) {
            forget();
            say("250 reset");
        } else if (text.equals("NOOP")) {
            say("250 noop");
        } else if (text.equals("QUIT")) {
            say("221 bye");
        } else {
            throw new AssertionError("the provider was sent this: " + text);
        }
    }

    private void mail(String text) {
        if (sender != null || refuses()) {
            say("503 no");
        } else {
            sender = text.substring("MAIL FROM:<".length(), text.indexOf('>'));
            say("250 sender");
        }
    }

    private void recipient(String text) {
        if (sender == null || refuses()) {
            say("550 no");
        } else {
            recipients.add(text.substring("RCPT TO:<".length(), text.indexOf('>')));
            say("250 recipient");
        }
    }

    /** One without an envelope is read as commands: the gate must not have sent it. */
    private void chunk(String arguments) {
        lastChunk = arguments.endsWith(" LAST");
        chunkLeft = Long.parseLong(lastChunk ? arguments.replace(" LAST", "") : arguments);
        if (recipients.isEmpty()) {
            say("503 no");
        } else if (chunkLeft == 0) {
            chunkEnded();
        } else {
            phase = Phase.CHUNK;
        }
    }

    private void chunkEnded() {
        phase = Phase.COMMANDS;
        before = -1;
        if (lastChunk) {
            finish();
        } else if (refuses()) {
            forget();
            say("451 no");
        } else {
            say("250 chunk");
        }
    }

    private void finish() {
        if (refuses()) {
            say("554 no");
        } else {
            delivered.add(
                    new Delivered(sender, List.copyOf(recipients), content.toString(ISO_8859_1)));
            say("250 delivered");
        }
        forget();
    }

    private boolean refuses() {
        return refusals > 0 && refusals-- > 0;
    }

    private void forget() {
        sender = null;
        recipients.clear();
        content.reset();
    }

    private void say(String reply) {
        replies.append(reply).append("\r\n");
    }
}
