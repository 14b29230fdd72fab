package dev.postern.core.http;

import dev.postern.core.secret.Secret;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came of a request. */
public sealed interface HttpsReply {

    /**
     * A whole reply, whatever its status.
     *
     * @param headers by name in lower case; of several with one name the first
     * @param body whoever receives this wipes it
     */
    record Answer(int status, Map<String, String> headers, Secret body) implements HttpsReply {

        public Answer {
            headers = Map.copyOf(headers);
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        /** To which host a redirect leads: no more of it, for the rest may hold a secret. */
        public Optional<String> redirectHost() {
            try {
                return header("location").map(URI::create).map(URI::getHost);
            } catch (IllegalArgumentException malformed) {
                return Optional.empty();
            }
        }

        /** Without headers, which may hold secrets too. */
        @Override
        public String toString() {
            return "Answer[status=" + status + "]";
        }
    }

    /**
     * No reply, or none that is HTTP: trying again later can help.
     *
     * @param detail where and why, for log and status
     */
    record Failure(String detail) implements HttpsReply {}

    /**
     * Nothing was sent, because the address is not one that may be asked.
     *
     * @param sentence for a person: what is wrong with it, and what would be right
     */
    record NotSent(String sentence) implements HttpsReply {}
}
