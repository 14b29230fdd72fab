package dev.postern.imap.proof;

import dev.postern.imap.proof.ReferenceParser.Reading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A server in its authenticated state that reads strictly, answers when it likes, and objects to
 * what a gate should not have let through.
 */
final class ReferenceServer {

    private final PolicyOracle oracle;
    private final Answers answers;
    private final Random random;
    private final Octets heard = new Octets();
    private final Deque<Reply> waiting = new ArrayDeque<>();
    private final Set<String> inFlight = new HashSet<>();
    private final List<Seen> seen = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();

    private int position;
    private int agreed;
    private Optional<String> idling = Optional.empty();
    private boolean closed;

    /** A piece of a reply; with the tag if the command is over when it has arrived. */
    private record Reply(String text, Optional<String> tag) {}

    ReferenceServer(PolicyOracle oracle, Answers answers, Random random) {
        this.oracle = oracle;
        this.answers = answers;
        this.random = random;
    }

    void hears(byte[] octets) {
        if (closed) {
            return; // nobody reads it
        }
        heard.add(octets);
    }

    /** Reads one command, or what there is of it. Gives whether anything happened. */
    boolean works() {
        if (closed || position == heard.size()) {
            return false;
        }
        if (idling.isPresent()) {
            return endsIdling(idling.get());
        }
        return switch (ReferenceParser.read(heard.all(), position, agreed)) {
            case Reading.Half ignored -> false;
            case Reading.Nonsense nonsense -> throw failure(nonsense.why(), nonsense.at());
            case Reading.Asks asks -> asked(asks);
            case Reading.Command command -> {
                obeys(command.seen());
                position = command.end();
                yield true;
            }
        };
    }

    private boolean endsIdling(String tag) {
        return switch (ReferenceParser.readDone(heard.all(), position)) {
            case Reading.Half ignored -> false;
            case Reading.Nonsense nonsense -> throw failure(nonsense.why(), nonsense.at());
            case Reading.Asks asks -> throw failure("a literal in IDLE", asks.at());
            case Reading.Command done -> {
                if (inFlight.contains("+" + tag)) {
                    throw failure("DONE before the answer to IDLE", position);
                }
                idling = Optional.empty();
                position = done.end();
                ends(tag, tag + " OK idled\r\n");
                yield true;
            }
        };
    }

    /** A server that refuses the literal reads on where its octets would have been. */
    private boolean asked(Reading.Asks asks) {
        begins(asks.tag(), asks.at());
        if (inFlight.size() > 1) {
            throw failure("a literal is offered while " + inFlight + " are in flight", asks.at());
        }
        if (random.nextInt(4) > 0) {
            agreed = asks.at();
            inFlight.remove(asks.tag());
            waiting.add(new Reply("+ go on\r\n", Optional.empty()));
        } else {
            position = asks.at();
            ends(asks.tag(), asks.tag() + " NO [TOOBIG] not that\r\n");
        }
        return true;
    }

    private void obeys(Seen command) {
        begins(command.tag(), position);
        seen.add(command);
        oracle.objection(command)
                .ifPresent(why -> {
                    throw failure(command + ": " + why, position);
                });
        String tag = command.tag();
        if (command.verb().equals("IDLE") && random.nextInt(4) > 0) {
            idling = Optional.of(tag);
            inFlight.add("+" + tag);
            waiting.add(new Reply("+ idling\r\n", Optional.of("+" + tag)));
            return;
        }
        for (String reply : answers.to(command)) {
            untagged(reply);
        }
        if (command.verb().equals("LOGOUT")) {
            ends(tag, tag + " OK gone\r\n");
            closed = true;
            return;
        }
        boolean fine = random.nextInt(5) > 0;
        if (fine && command.verb().equals("ENABLE")) {
            oracle.enabled(command);
            untagged(answers.enabled(command));
        }
        ends(tag, tag + (fine ? answers.success(command) : " NO not today") + "\r\n");
    }

    private void begins(String tag, int at) {
        if (!inFlight.add(tag)) {
            throw failure("tag " + tag + " is in flight", at);
        }
    }

    private void ends(String tag, String reply) {
        waiting.add(new Reply(reply, Optional.of(tag)));
    }

    /** Something that nobody asked for. */
    void chats() {
        if (!closed) {
            untagged(answers.unasked());
        }
    }

    private void untagged(String reply) {
        waiting.add(new Reply(reply + "\r\n", Optional.empty()));
        if (Answers.isPlain(reply)) {
            plain.append(reply).append("\r\n");
        }
    }

    boolean hasToSay() {
        return !waiting.isEmpty();
    }

    /** At most so many octets of what it has to say. */
    byte[] says(int most) {
        StringBuilder said = new StringBuilder();
        while (!waiting.isEmpty() && said.length() < most) {
            Reply reply = waiting.poll();
            int room = most - said.length();
            if (reply.text().length() > room) {
                said.append(reply.text(), 0, room);
                waiting.addFirst(new Reply(reply.text().substring(room), reply.tag()));
            } else {
                said.append(reply.text());
                reply.tag().ifPresent(inFlight::remove);
            }
        }
        return Octets.of(said.toString());
    }

    /** Whether it has said all and hangs up. */
    boolean isGone() {
        return closed && waiting.isEmpty();
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** Replies that no gate has a reason to touch, in order. */
    String plain() {
        return plain.toString();
    }

    /** What came and was no whole command. */
    String rest() {
        return heard.toString().substring(position);
    }

    private AssertionError failure(String why, int at) {
        String all = heard.toString();
        int from = Math.max(0, Math.min(at, all.length()) - 300);
        return new AssertionError(
                "Upstream saw: %s%nat octet %d, after:%n%s"
                        .formatted(why, at, all.substring(from, Math.min(all.length(), at + 60))));
    }
}
