package dev.postern.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the lines of replies together. How many octets they may have in all is limited by the login
 * handler.
 */
final class ReplyReader {

    private static final int CODE_LENGTH = 3;

    /** What a line did. */
    sealed interface Progress {
        record More() implements Progress {}

        record Complete(Reply reply) implements Progress {}

        record Broken(String detail) implements Progress {}
    }

    private final List<String> lines = new ArrayList<>();
    private int code;

    Progress line(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        int found = codeOf(line);
        // A code with nothing behind it is a reply: RFC 5321 4.2.
        int separator = line.length > CODE_LENGTH ? line[CODE_LENGTH] : ' ';
        if (found == 0 || (separator != ' ' && separator != '-')) {
            return new Progress.Broken("expected an SMTP reply, found: " + text);
        }
        if (!lines.isEmpty() && found != code) {
            return new Progress.Broken(
                    "expected another line of reply " + code + ", found: " + text);
        }
        code = found;
        lines.add(line.length > CODE_LENGTH ? text.substring(CODE_LENGTH + 1) : "");
        if (separator == '-') {
            return new Progress.More();
        }
        Reply reply = new Reply(code, lines);
        lines.clear();
        return new Progress.Complete(reply);
    }

    /** Zero if the line has none. */
    private static int codeOf(byte[] line) {
        if (line.length < CODE_LENGTH || line[0] < '2' || line[0] > '5') {
            return 0;
        }
        int code = 0;
        for (int i = 0; i < CODE_LENGTH; i++) {
            if (line[i] < '0' || line[i] > '9') {
                return 0;
            }
            code = 10 * code + line[i] - '0';
        }
        return code;
    }
}
