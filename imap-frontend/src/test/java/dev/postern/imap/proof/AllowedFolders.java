package dev.postern.imap.proof;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A folder list beside names as a server reads them.
 *
 * @param names as people write them; empty: all are allowed
 * @param delimiter the server's
 */
record AllowedFolders(List<String> names, char delimiter) {
    AllowedFolders {
        names = List.copyOf(names);
    }

    /**
     * Whether each way in which a server could read a name leads into the list.
     *
     * @param utf8 whether the client has enabled UTF8=ACCEPT
     */
    boolean allow(byte[] name, boolean utf8) {
        if (names.isEmpty()) {
            return true;
        }
        List<String> readings = new ArrayList<>();
        fromUtf7(name).ifPresent(readings::add);
        if (utf8) {
            fromUtf8(name).ifPresent(readings::add);
        }
        return !readings.isEmpty() && readings.stream().allMatch(this::allow);
    }

    private boolean allow(String name) {
        List<String> levels = levels(name);
        return levels.stream().noneMatch(level -> level.equals("..") || level.equals("."))
                && names.stream().anyMatch(allowed -> begins(levels, allowed));
    }

    /** With the delimiter at its end a name is that of a folder for folders (RFC 3501 6.3.3). */
    private List<String> levels(String name) {
        List<String> levels = new ArrayList<>();
        int from = 0;
        for (int at = name.indexOf(delimiter); at >= 0; at = name.indexOf(delimiter, from)) {
            levels.add(name.substring(from, at));
            from = at + 1;
        }
        if (from < name.length() || from == 0) {
            levels.add(name.substring(from));
        }
        return levels;
    }

    private static boolean begins(List<String> levels, String allowed) {
        List<String> wanted = List.of(allowed.split("/", -1));
        if (levels.size() < wanted.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            boolean inbox = i == 0 && wanted.get(0).equalsIgnoreCase("INBOX");
            boolean same =
                    inbox
                            ? levels.get(0).equalsIgnoreCase("INBOX")
                            : levels.get(i).equals(wanted.get(i));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> fromUtf8(byte[] name) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /** Modified UTF-7 (RFC 3501 5.1.3), with no second way to write anything. */
    static Optional<String> fromUtf7(byte[] name) {
        StringBuilder text = new StringBuilder();
        String octets = new String(name, StandardCharsets.ISO_8859_1);
        for (int at = 0; at < octets.length(); at++) {
            char octet = octets.charAt(at);
            if (octet < ' ' || octet > '~') {
                return Optional.empty();
            }
            if (octet != '&') {
                text.append(octet);
                continue;
            }
            int end = octets.indexOf('-', at);
            if (end < 0) {
                return Optional.empty();
            }
            if (end == at + 1) {
                text.append('&');
            } else {
                try {
                    byte[] utf16 =
                            Base64.getDecoder()
                                    .decode(octets.substring(at + 1, end).replace(',', '/'));
                    text.append(
                            StandardCharsets.UTF_16BE.newDecoder().decode(ByteBuffer.wrap(utf16)));
                } catch (IllegalArgumentException | CharacterCodingException noUtf7) {
                    return Optional.empty();
                }
            }
            at = end;
        }
        String read = text.toString();
        return toUtf7(read).equals(octets) ? Optional.of(read) : Optional.empty();
    }

    /** The one way to write a name in modified UTF-7. */
    static String toUtf7(String name) {
        StringBuilder text = new StringBuilder();
        StringBuilder shifted = new StringBuilder();
        for (int at = 0; at < name.length(); at++) {
            char letter = name.charAt(at);
            boolean plain = letter >= ' ' && letter <= '~';
            if (!plain) {
                shifted.append(letter);
                continue;
            }
            text.append(base64(shifted)).append(letter == '&' ? "&-" : letter);
            shifted.setLength(0);
        }
        return text.append(base64(shifted)).toString();
    }

    private static String base64(CharSequence shifted) {
        if (shifted.isEmpty()) {
            return "";
        }
        byte[] utf16 = shifted.toString().getBytes(StandardCharsets.UTF_16BE);
        return "&"
                + Base64.getEncoder().withoutPadding().encodeToString(utf16).replace('/', ',')
                + "-";
    }
}
