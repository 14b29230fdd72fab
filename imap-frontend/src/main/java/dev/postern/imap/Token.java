package dev.postern.imap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One argument of a command, or a parenthesis. Carries secrets, so it is wiped. */
final class Token {

    enum Kind {
        ATOM,
        /** Quoted or literal; to RFC 3501 the two say the same. */
        STRING,
        OPEN,
        CLOSE
    }

    private final Kind kind;
    private final byte[] octets;

    /**
     * @param octets belong to the token
     */
    Token(Kind kind, byte[] octets) {
        this.kind = kind;
        this.octets = octets;
    }

    Kind kind() {
        return kind;
    }

    boolean isAstring() {
        return kind == Kind.ATOM || kind == Kind.STRING;
    }

    boolean holdsNul() {
        for (byte octet : octets) {
            if (octet == 0) {
                return true;
            }
        }
        return false;
    }

    byte[] octets() {
        return octets;
    }

    String text() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    void wipe() {
        Arrays.fill(octets, (byte) 0);
    }
}
