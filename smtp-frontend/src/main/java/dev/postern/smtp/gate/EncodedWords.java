package dev.postern.smtp.gate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A word of a name in RFC 2047's encoding. */
final class EncodedWords {

    /** The language of RFC 2231 may stand behind the charset. */
    private static final Pattern WORD =
            Pattern.compile(
                    "=\\?([A-Za-z0-9_-]+)(?:\\*[A-Za-z0-9-]+)?\\?([bBqQ])\\?([!->@-~]*)\\?=");

    /**
     * Those that mail has, and that say the same everywhere. In others, UTF-7 above all, an address
     * can be there and not be seen.
     */
    private static final Set<String> CHARSETS =
            Set.of(
                    "utf-8",
                    "us-ascii",
                    "iso-8859-1",
                    "iso-8859-2",
                    "iso-8859-5",
                    "iso-8859-7",
                    "iso-8859-9",
                    "iso-8859-15",
                    "windows-1250",
                    "windows-1251",
                    "windows-1252",
                    "windows-1253",
                    "windows-1254",
                    "koi8-r",
                    "koi8-u",
                    "iso-2022-jp",
                    "euc-jp",
                    "euc-kr",
                    "gb2312",
                    "gbk",
                    "gb18030",
                    "big5");

    private EncodedWords() {}

    /**
     * What the word says. Empty if it is not one such word alone, or not everybody reads it alike.
     */
    static Optional<String> decode(String atom) {
        Matcher word = WORD.matcher(atom);
        if (!word.matches()) {
            return Optional.empty();
        }
        String charset = word.group(1).toLowerCase(Locale.ROOT);
        if (!CHARSETS.contains(charset) || !Charset.isSupported(charset)) {
            return Optional.empty();
        }
        Optional<byte[]> octets =
                word.group(2).equalsIgnoreCase("b") ? base64(word.group(3)) : quoted(word.group(3));
        return octets.flatMap(it -> text(Charset.forName(charset), it));
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> quoted(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '=') {
                if (at + 2 >= text.length() || !isHex(text.substring(at + 1, at + 3))) {
                    return Optional.empty();
                }
                octets.write(Integer.parseInt(text.substring(at + 1, at + 3), 16));
                at += 2;
            } else {
                octets.write(c == '_' ? ' ' : c);
            }
        }
        return Optional.of(octets.toByteArray());
    }

    private static boolean isHex(String digits) {
        return digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80);
    }

    private static Optional<String> text(Charset charset, byte[] octets) {
        try {
            return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
