package dev.postern.imap;

/** Classes of octets (RFC 3501 9). */
final class Grammar {

    private Grammar() {}

    /** ATOM-CHAR. */
    static boolean isAtom(int octet) {
        return isAstring(octet) && octet != ']';
    }

    /** ASTRING-CHAR. */
    static boolean isAstring(int octet) {
        return octet > ' ' && octet < 0x7f && "(){%*\"\\".indexOf(octet) < 0;
    }

    static boolean isTag(int octet) {
        return isAstring(octet) && octet != '+';
    }

    static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }
}
