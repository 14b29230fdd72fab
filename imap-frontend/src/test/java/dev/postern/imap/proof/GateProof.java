package dev.postern.imap.proof;

import dev.postern.core.access.ImapPolicy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * One session through a gate, cut into pieces of random size in a random order, with everything
 * held against what must be true of it.
 */
final class GateProof {

    /** Twice what the longest session has needed. */
    private static final int MOST_STEPS = 200_000;

    /** After so many commands in a row that are none a gate may have enough. */
    private static final int ERRORS_LIMIT = 10;

    /**
     * Replies that say in which mailbox something is, or that there is one. A tag is the client's
     * own word, whatever it looks like.
     */
    private static final Pattern NAMING =
            Pattern.compile(
                    "(?i)\\* (LIST|LSUB|XLIST|STATUS|MYRIGHTS|METADATA|ACL) "
                            + "|\\* ESEARCH \\((?!TAG [^ ()]+\\))[^)]*"
                            + World.MARK);

    /** The provider makes it, and no name is in it, whatever it looks like. */
    private static final Pattern OBJECT_ID =
            Pattern.compile("(?i)MAILBOXID \\([A-Za-z0-9_-]{1,255}\\)");

    private final ImapPolicy policy;
    private final World world;
    private final Random random;

    GateProof(ImapPolicy policy, World world, Random random) {
        this.policy = policy;
        this.world = world;
        this.random = random;
    }

    private ReferenceServer server() {
        return new ReferenceServer(
                new PolicyOracle(policy.profile(), world.allowed(policy), world.bins()),
                new Answers(world, random),
                random);
    }

    private List<String> offers() {
        return random.nextInt(4) > 0 ? Answers.OFFERS : List.of("IMAP4rev1", "IDLE");
    }

    /** A client that keeps to the protocol: each of its commands is answered, once. */
    void converses(int commands) {
        CommandGrammar grammar = new CommandGrammar(world, random);
        List<ClientCommand> all = new ArrayList<>();
        for (int i = 0; i < commands; i++) {
            all.add(grammar.next());
        }
        all.add(grammar.logout());
        ReferenceClient client = new ReferenceClient(all, random);
        if (!policy.folders().isEmpty()) {
            client.hidden();
        }
        ReferenceServer server = server();
        try (Bench bench = new Bench(policy, offers())) {
            for (int step = 0; !client.isDone(); step++) {
                boolean moved =
                        switch (random.nextInt(5)) {
                            case 0, 1 -> clientSpeaks(bench, client);
                            case 2 -> server.works();
                            case 3 -> serverSpeaks(bench, server);
                            default -> rarelyChats(server);
                        };
                moved |= exchange(bench, client, server);
                if (!moved && !anythingMoves(bench, client, server)) {
                    throw client.failure("Nothing moves any more. The server saw " + server.seen());
                }
                if (bench.endedByGate().isPresent()
                        && client.refusedAsMalformed() >= ERRORS_LIMIT) {
                    return;
                }
                if (step == MOST_STEPS || bench.endedByGate().isPresent()) {
                    throw client.failure("The gate ended it: " + bench.endedByGate());
                }
            }
            if (!server.rest().isEmpty()) {
                throw client.failure("Half a command went upstream: " + server.rest());
            }
            if (!server.plain().equals(client.plain())) {
                throw client.failure("Of the replies was lost or made up: " + server.plain());
            }
        }
    }

    private boolean anythingMoves(Bench bench, ReferenceClient client, ReferenceServer server) {
        boolean moved = clientSpeaks(bench, client);
        moved |= exchange(bench, client, server);
        moved |= server.works();
        moved |= serverSpeaks(bench, server);
        moved |= exchange(bench, client, server);
        return moved;
    }

    private boolean exchange(Bench bench, ReferenceClient client, ReferenceServer server) {
        byte[] up = bench.toServer();
        server.hears(up);
        byte[] down = bench.toClient();
        client.hears(down);
        return up.length + down.length > 0;
    }

    private boolean clientSpeaks(Bench bench, ReferenceClient client) {
        if (!bench.asksClient() || !client.hasToSay()) {
            return false;
        }
        bench.fromClient(client.says(size()));
        return true;
    }

    private boolean serverSpeaks(Bench bench, ReferenceServer server) {
        if (!bench.asksServer() || !server.hasToSay()) {
            return false;
        }
        bench.fromServer(server.says(size()));
        return true;
    }

    private boolean rarelyChats(ReferenceServer server) {
        if (random.nextInt(20) == 0) {
            server.chats();
            return true;
        }
        return false;
    }

    /** Often one octet, sometimes all there is. */
    private int size() {
        return switch (random.nextInt(4)) {
            case 0 -> 1;
            case 1 -> 1 + random.nextInt(10);
            case 2 -> 1 + random.nextInt(200);
            default -> 100_000;
        };
    }

    /** A client that sends anything at all, and waits for nothing. */
    void raves(byte[] stream) {
        ReferenceServer server = server();
        Replies replies = new Replies();
        try (Bench bench = new Bench(policy, offers())) {
            int at = 0;
            int still = 0;
            for (int step = 0; still < 20 && bench.ended().isEmpty(); step++) {
                boolean moved = false;
                if (at < stream.length && bench.asksClient()) {
                    int end = Math.min(stream.length, at + size());
                    bench.fromClient(Arrays.copyOfRange(stream, at, end));
                    at = end;
                    moved = true;
                }
                byte[] up = bench.toServer();
                server.hears(up);
                moved |= up.length > 0;
                moved |= random.nextBoolean() && server.works();
                moved |= random.nextBoolean() && serverSpeaks(bench, server);
                byte[] down = bench.toClient();
                moved |= down.length > 0;
                for (String reply : replies.add(down)) {
                    judge(reply, stream);
                }
                still = moved ? 0 : still + 1;
                if (step == MOST_STEPS) {
                    throw new AssertionError("never comes to rest");
                }
                if (server.isGone() && bench.ended().isEmpty()) {
                    bench.serverCloses();
                }
            }
            if (at < stream.length && bench.ended().isEmpty() && !server.hasToSay()) {
                throw new AssertionError("stuck at octet " + at + " of " + stream.length);
            }
        }
    }

    /** A server that sends anything at all, and a client that goes on asking. */
    void isRavedAt(byte[] stream) {
        CommandGrammar grammar = new CommandGrammar(world, random);
        StringBuilder asked = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            asked.append(String.join("", grammar.next().pieces()));
        }
        byte[] asking = Octets.of(asked.toString());
        Replies replies = new Replies();
        int asks = 0;
        int at = 0;
        try (Bench bench = new Bench(policy, offers())) {
            for (int still = 0; still < 20 && bench.ended().isEmpty(); still++) {
                if (asks < asking.length && bench.asksClient() && random.nextBoolean()) {
                    int end = Math.min(asking.length, asks + size());
                    bench.fromClient(Arrays.copyOfRange(asking, asks, end));
                    asks = end;
                    still = 0;
                }
                if (at < stream.length && bench.asksServer()) {
                    int end = Math.min(stream.length, at + size());
                    bench.fromServer(Arrays.copyOfRange(stream, at, end));
                    at = end;
                    still = 0;
                }
                bench.toServer();
                for (String reply : replies.add(bench.toClient())) {
                    if (NAMING.matcher(reply).lookingAt()
                            && !policy.folders().isEmpty()
                            && OBJECT_ID.matcher(reply).replaceAll("").contains(World.MARK)) {
                        throw new AssertionError("The client was shown " + reply);
                    }
                }
            }
            if (at < stream.length && bench.ended().isEmpty()) {
                throw new AssertionError("stuck at octet " + at + " of " + stream.length);
            }
        }
    }

    private void judge(String reply, byte[] stream) {
        boolean tagged = !reply.startsWith("* ") && !reply.startsWith("+");
        if (!tagged && !policy.folders().isEmpty() && reply.contains(World.MARK)) {
            throw new AssertionError("The client was shown " + reply);
        }
        if (tagged && !Octets.text(stream).contains(reply.split(" ", 2)[0])) {
            throw new AssertionError("A reply to no command: " + reply);
        }
    }
}
