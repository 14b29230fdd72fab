package dev.postern.imap.proof;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Sends commands, some before the answer to earlier ones, and holds the gate to the protocol: a
 * continuation only when one is waited for, and one tagged reply for each command.
 */
final class ReferenceClient {

    private final Random random;
    private final Deque<ClientCommand> commands;
    private final Octets sent = new Octets();
    private final Replies replies = new Replies();
    private final Map<String, Integer> unanswered = new HashMap<>();
    private final StringBuilder plain = new StringBuilder();

    private String sending = "";
    private String tag = "";
    private Deque<String> pieces = new ArrayDeque<>();
    private boolean waits;

    ReferenceClient(Collection<ClientCommand> commands, Random random) {
        this.commands = new ArrayDeque<>(commands);
        this.random = random;
    }

    /** Whether it has something to send now. */
    boolean hasToSay() {
        if (sending.isEmpty() && !waits && pieces.isEmpty() && !commands.isEmpty()) {
            boolean patient = random.nextInt(3) == 0;
            if (unanswered.isEmpty() || !patient) {
                begin(commands.poll());
            }
        }
        return !sending.isEmpty();
    }

    private void begin(ClientCommand command) {
        tag = command.tag();
        unanswered.merge(tag, 1, Integer::sum);
        pieces = new ArrayDeque<>(command.pieces());
        nextPiece();
    }

    private void nextPiece() {
        sending = pieces.poll();
        waits = false;
    }

    byte[] says(int most) {
        String now = sending.substring(0, Math.min(most, sending.length()));
        sending = sending.substring(now.length());
        waits = sending.isEmpty() && !pieces.isEmpty();
        sent.add(Octets.of(now));
        return Octets.of(now);
    }

    void hears(byte[] octets) {
        for (String reply : replies.add(octets)) {
            hears(reply);
        }
    }

    private void hears(String reply) {
        if (reply.contains(World.MARK) && hides) {
            throw failure("The client was shown " + reply);
        }
        if (reply.startsWith("* ")) {
            if (Answers.isPlain(reply)) {
                plain.append(reply).append("\r\n");
            }
        } else if (reply.startsWith("+")) {
            if (!waits) {
                throw failure("A continuation that nobody waits for: " + reply);
            }
            nextPiece();
        } else {
            answered(reply);
        }
    }

    private void answered(String reply) {
        String[] words = reply.split(" ", 3);
        boolean known = words.length > 1 && unanswered.containsKey(words[0]);
        if (!known || !List.of("OK", "NO", "BAD").contains(words[1])) {
            throw failure("A reply to no command: " + reply);
        }
        unanswered.computeIfPresent(words[0], (key, count) -> count == 1 ? null : count - 1);
        if (words[0].equals(tag) && !unanswered.containsKey(tag) && waits) {
            pieces.clear();
            waits = false;
        }
    }

    private boolean hides;

    /** That it must never read the mark of a hidden mailbox. */
    ReferenceClient hidden() {
        hides = true;
        return this;
    }

    boolean isDone() {
        return commands.isEmpty() && sending.isEmpty() && pieces.isEmpty() && unanswered.isEmpty();
    }

    long refusedAsMalformed() {
        return replies.all().stream().filter(reply -> reply.matches("(?s)\\S+ BAD .*")).count();
    }

    String plain() {
        return plain.toString();
    }

    AssertionError failure(String why) {
        return new AssertionError(
                "%s%nunanswered: %s, waits: %s%nThe client sent:%n%s%n…and read:%n%s%s"
                        .formatted(
                                why,
                                unanswered,
                                waits,
                                sent,
                                String.join("\n", replies.all()),
                                replies.rest()));
    }
}
