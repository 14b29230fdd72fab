package dev.postern.smtp.gate;

import java.util.Optional;

/**
 * What the gate says instead of passing something on.
 *
 * @param words the reply, without its CRLF
 * @param denied why, for the audit log, if it is the app's policy that refuses
 */
record Refusal(String words, Optional<String> denied) {

    /** Not of SMTP's grammar, or out of order: nothing that a policy is needed for. */
    static Refusal ofGrammar(String words) {
        return new Refusal(words, Optional.empty());
    }

    static Refusal ofPolicy(String words, String why) {
        return new Refusal(words, Optional.of(why));
    }
}
