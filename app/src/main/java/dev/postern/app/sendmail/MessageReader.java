package dev.postern.app.sendmail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a message as programs pipe it to {@code sendmail}. */
final class MessageReader {

    /** Attachments of 25 MiB, which is what providers take, and several copies fit the heap. */
    private static final int MOST_OCTETS = 35 * 1024 * 1024;

    private MessageReader() {}

    /**
     * Up to the end of input or, unless told otherwise, to a line with a dot alone.
     *
     * @return octets as Latin-1, each line ended by CRLF, which is all that has been changed; a
     *     bare CR, which SMTP does not allow, ends a line too
     */
    static String read(InputStream from, SendmailOptions options) throws SendmailException {
        try {
            return lines(new BufferedInputStream(from), options);
        } catch (IOException unreadable) {
            throw new SendmailException(
                    Sysexit.DATA_ERROR,
                    "The message could not be read from standard input (%s). Nothing was sent."
                            .formatted(unreadable.getMessage()));
        }
    }

    private static String lines(InputStream in, SendmailOptions options)
            throws IOException, SendmailException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int lineStart = 0;
        boolean dotAlone = false;
        boolean afterReturn = false;
        for (int c = in.read(); c >= 0; c = in.read()) {
            boolean secondHalf = afterReturn && c == '\n';
            afterReturn = c == '\r';
            if (secondHalf) {
                continue;
            }
            if (c != '\n' && c != '\r') {
                dotAlone = message.size() == lineStart && c == '.';
                message.write(c);
            } else if (dotAlone && !options.dotIsOrdinary()) {
                return withoutLast(message);
            } else {
                message.write('\r');
                message.write('\n');
                lineStart = message.size();
                dotAlone = false;
            }
            if (message.size() > MOST_OCTETS) {
                throw new SendmailException(
                        Sysexit.DATA_ERROR,
                        "The message has more than %d MiB, which is more than this sends. Nothing was sent."
                                .formatted(MOST_OCTETS / 1024 / 1024));
            }
        }
        if (message.size() > lineStart) {
            if (dotAlone && !options.dotIsOrdinary()) {
                return withoutLast(message);
            }
            message.write('\r');
            message.write('\n');
        }
        return message.toString(ISO_8859_1);
    }

    private static String withoutLast(ByteArrayOutputStream message) {
        return message.toString(ISO_8859_1).substring(0, message.size() - 1);
    }
}
