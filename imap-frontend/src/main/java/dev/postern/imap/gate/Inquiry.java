package dev.postern.imap.gate;

import dev.postern.core.access.ImapProfile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What the gate asks the provider itself, before the client's first command: how levels of names
 * are delimited, and where waste is kept. The client hears nothing of it.
 */
final class Inquiry {

    private static final String TAG = "PosternGate";
    private static final String DELIMITER = "LIST \"\" \"\"";

    private final ReplyFilter filter;
    private final Consumer<String> upstream;
    private final Deque<String> questions = new ArrayDeque<>();
    private boolean begun;

    Inquiry(Scene scene, ReplyFilter filter, Consumer<String> upstream) {
        this.filter = filter;
        this.upstream = upstream;
        if (!scene.folders().isEverything()) {
            questions.add(DELIMITER);
        }
        if (scene.profile() == ImapProfile.NO_DELETE) {
            if (scene.offers("IMAP4rev2")
                    || (scene.offers("SPECIAL-USE") && scene.offers("LIST-EXTENDED"))) {
                questions.add("LIST (SPECIAL-USE) \"\" \"*\"");
            } else if (scene.offers("SPECIAL-USE")) {
                questions.add("LIST \"\" \"*\"");
            } else if (scene.offers("XLIST")) {
                questions.add("XLIST \"\" \"*\"");
            }
        }
    }

    void begin() {
        begun = true;
        ask();
    }

    private void ask() {
        if (!questions.isEmpty()) {
            upstream.accept(TAG + questions.size() + " " + questions.element() + "\r\n");
        }
    }

    /** Until then no command of the client is judged. */
    boolean isOver() {
        return begun && questions.isEmpty();
    }

    /** An untagged reply; whether it was an answer to a question of ours. */
    boolean takes(String reply) {
        if (isOver() || !filter.isList(reply)) {
            return false;
        }
        if (questions.element().equals(DELIMITER)) {
            filter.learnDelimiter(reply);
        } else {
            filter.passed(reply);
        }
        return true;
    }

    /** A tagged reply; whether it was ours. A question that is refused teaches nothing. */
    boolean isAnswered(String tag) {
        if (questions.isEmpty() || !tag.equals(TAG + questions.size())) {
            return false;
        }
        questions.remove();
        ask();
        return true;
    }
}
