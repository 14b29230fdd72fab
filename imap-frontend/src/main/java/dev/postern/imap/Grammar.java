package dev.postern.imap;

/** Classes of octets (RFC 3501 9). */
public final class Grammar {

    private Grammar() {}

    /** ATOM-CHAR. */
    public static boolean isAtom(int octet) {
        return isAstring(octet) && octet != ']';
    }

    /** ASTRING-CHAR. */
    public static boolean isAstring(int octet) {
        return octet > ' ' && octet < 0x7f && "(){%*\"\\".indexOf(octet) < 0;
    }

    public static boolean isTag(int octet) {
        return isAstring(octet) && octet != '+';
    }

    public static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }
}
