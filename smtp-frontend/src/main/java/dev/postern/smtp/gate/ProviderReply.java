package dev.postern.smtp.gate;

import java.util.List;

/**
 * One reply of the provider.
 *
 * @param code 200 to 599
 * @param lines whole, without their CRLF, in ISO 8859-1 so that they are the same octets again
 */
record ProviderReply(int code, List<String> lines) {

    /** The service ends: nothing else follows it (RFC 5321 3.8). */
    static final int GOODBYE = 421;

    ProviderReply {
        lines = List.copyOf(lines);
    }

    boolean isPositive() {
        return code < 300;
    }

    boolean isNegative() {
        return code >= 400;
    }

    /** As the provider said it, without the last CRLF. */
    String words() {
        return String.join("\r\n", lines);
    }
}
