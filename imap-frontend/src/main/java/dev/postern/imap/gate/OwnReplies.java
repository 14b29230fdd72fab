package dev.postern.imap.gate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What the gate answers itself, kept back while a reply of the provider is under way. */
final class OwnReplies {

    /** The client is not read while more wait. */
    private static final int LIMIT = 100;

    private final Consumer<String> client;
    private final Deque<String> waiting = new ArrayDeque<>();

    OwnReplies(Consumer<String> client) {
        this.client = client;
    }

    /** Later than all that were said before. */
    void add(String reply) {
        waiting.add(reply);
    }

    /** A reply of the provider is complete, or none has begun. */
    void sayAll() {
        while (!waiting.isEmpty()) {
            client.accept(waiting.remove());
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean allowMore() {
        return waiting.size() < LIMIT;
    }
}
