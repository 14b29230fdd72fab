package dev.postern.smtp.gate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Whose replies the client waits for, in the order of its commands: so that ours, and the
 * provider's, come when it is their turn.
 */
final class ReplyQueue {

    /** What the provider's reply will be about. */
    enum About {
        COMMAND,
        /** The end of a message: if it doesn't come, the message may have been sent or not. */
        MESSAGE,
        /** What the client has not asked for, and does not hear of. */
        NOTHING_ASKED
    }

    private sealed interface Entry {
        record Ours(Runnable said) implements Entry {}

        record Theirs(About about, Function<ProviderReply, Optional<String>> shown)
                implements Entry {}
    }

    private final Consumer<String> own;
    private final Consumer<String> relayed;
    private final Deque<Entry> entries = new ArrayDeque<>();

    /**
     * Both take replies for the client, without their CRLF.
     *
     * @param own takes ours
     * @param relayed takes the provider's, while it is still there
     */
    ReplyQueue(Consumer<String> own, Consumer<String> relayed) {
        this.own = own;
        this.relayed = relayed;
    }

    boolean isIdle() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    /** We say this when it is its turn. */
    void ours(String words) {
        ours(() -> own.accept(words));
    }

    /** This happens when it is its turn. */
    void ours(Runnable said) {
        entries.add(new Entry.Ours(said));
        sayOurs();
    }

    /** The provider's reply comes then. */
    void theirs(About about, Function<ProviderReply, Optional<String>> shown) {
        entries.add(new Entry.Theirs(about, shown));
    }

    /** Whether anything had been asked that this could be the reply to. */
    boolean arrived(ProviderReply reply) {
        if (!(entries.poll() instanceof Entry.Theirs theirs)) {
            return false;
        }
        theirs.shown().apply(reply).ifPresent(relayed);
        sayOurs();
        return true;
    }

    /**
     * The provider replies no more: says what is ours and needs none of it, forgets the rest, and
     * tells what the client waits for now; empty if for nothing.
     */
    Optional<About> lost() {
        while (entries.peek() instanceof Entry.Theirs theirs
                && theirs.about() == About.NOTHING_ASKED) {
            entries.remove();
            sayOurs();
        }
        Optional<About> first =
                entries.peek() instanceof Entry.Theirs theirs
                        ? Optional.of(theirs.about())
                        : Optional.empty();
        entries.clear();
        return first;
    }

    private void sayOurs() {
        while (entries.peek() instanceof Entry.Ours ours) {
            entries.remove();
            ours.said().run();
        }
    }
}
