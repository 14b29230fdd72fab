package dev.postern.imap.gate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands that the provider has not answered yet. */
final class InFlight {

    /** Clients that pipeline have a dozen; behind this the client waits. */
    private static final int LIMIT = 256;

    private final Map<String, String> verbs = new HashMap<>();
    private final Map<String, String> instead = new HashMap<>();

    /** Tags of what the gate has said itself. */
    private final Set<String> own = new HashSet<>();

    private int asked;

    void add(String tag, String verb) {
        verbs.put(tag, verb);
    }

    /**
     * Adds a command of the gate's own, of whose answer nobody hears.
     *
     * @return what the provider is to be sent
     */
    String ask(String verb) {
        String tag;
        do {
            tag = "PosternShut" + ++asked;
        } while (contains(tag));
        own.add(tag);
        add(tag, verb);
        return tag + " " + verb + "\r\n";
    }

    /** It is answered: whether it was the gate's own. */
    boolean removeOwn(String tag) {
        return own.remove(tag) && verbs.remove(tag) != null;
    }

    /** It is answered: what its verb was, if there was such a one. */
    Optional<String> remove(String tag) {
        return Optional.ofNullable(verbs.remove(tag));
    }

    /** The client is to hear this if the provider says OK. */
    void answerInstead(String tag, String reply) {
        if (verbs.containsKey(tag)) { // it may have answered already
            instead.put(tag, reply);
        }
    }

    /**
     * What the client hears of the end of a command.
     *
     * @param reply the provider's
     */
    String answer(String tag, String status, String reply) {
        String other = instead.remove(tag);
        return other != null && status.equalsIgnoreCase("OK") ? other : reply;
    }

    boolean contains(String tag) {
        return verbs.containsKey(tag);
    }

    boolean isEmpty() {
        return verbs.isEmpty();
    }

    int size() {
        return verbs.size();
    }

    /** Behind ENABLE, names and strings may have to be read in another way. */
    boolean allowMore() {
        return verbs.size() < LIMIT && !verbs.containsValue("ENABLE");
    }
}
