package dev.postern.core.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;

/** Turns what a script shows into octets, and octets into what a script could show. */
public final class Escapes {

    private Escapes() {}

    /** A line of a script with its CRLF, unless a backslash at its end says that there is none. */
    public static byte[] line(String text) {
        boolean unended = text.endsWith("\\") && !text.endsWith("\\\\");
        return octets(unended ? text.substring(0, text.length() - 1) : text + "\\r\\n");
    }

    static String text(String escaped) {
        return new String(octets(escaped), UTF_8);
    }

    static byte[] octets(String escaped) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int at = 0;
        while (at < escaped.length()) {
            int point = escaped.codePointAt(at);
            if (point == '\\') {
                at = escape(escaped, at + 1, octets);
            } else {
                octets.writeBytes(Character.toString(point).getBytes(UTF_8));
                at += Character.charCount(point);
            }
        }
        return octets.toByteArray();
    }

    private static int escape(String escaped, int at, ByteArrayOutputStream octets) {
        if (escaped.startsWith("base64(", at)) {
            int end = escaped.indexOf(')', at);
            byte[] plain = octets(escaped.substring(at + "base64(".length(), end));
            octets.writeBytes(Base64.getEncoder().encode(plain));
            return end + 1;
        }
        if (escaped.startsWith("repeat(", at)) {
            int end = escaped.indexOf(')', at);
            String[] countAndText = escaped.substring(at + "repeat(".length(), end).split("\\*", 2);
            octets.writeBytes(
                    countAndText[1].repeat(Integer.parseInt(countAndText[0])).getBytes(UTF_8));
            return end + 1;
        }
        switch (escaped.charAt(at)) {
            case 'r' -> octets.write('\r');
            case 'n' -> octets.write('\n');
            case '\\' -> octets.write('\\');
            case 'x' -> {
                octets.write(Integer.parseInt(escaped.substring(at + 1, at + 3), 16));
                return at + 3;
            }
            default -> throw new IllegalArgumentException("no such escape: " + escaped);
        }
        return at + 1;
    }

    /** For failure messages: one line of a script for each line. */
    public static String shown(byte[] octets) {
        StringBuilder shown = new StringBuilder();
        String text = new String(octets, UTF_8);
        if (!text.contains("\uFFFD")) {
            text.codePoints().forEach(point -> show(point, shown));
        } else {
            new String(octets, ISO_8859_1).codePoints().forEach(point -> show(point, shown));
        }
        return shown.toString().replace("\\r\\n", "\n");
    }

    private static void show(int point, StringBuilder shown) {
        switch (point) {
            case '\r' -> shown.append("\\r");
            case '\n' -> shown.append("\\n");
            case '\\' -> shown.append("\\\\");
            default -> {
                if (point < 0x20 || point == 0x7f) {
                    shown.append("\\x%02x".formatted(point));
                } else {
                    shown.appendCodePoint(point);
                }
            }
        }
    }
}
