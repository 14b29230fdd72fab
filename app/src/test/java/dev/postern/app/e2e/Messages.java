package dev.postern.app.e2e;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Messages to send around. */
final class Messages {

    private static final int LINE = 76;

    private Messages() {}

    static MimeMessage small(String subject, String body) throws MessagingException {
        return parsed(octets(subject, body.getBytes(StandardCharsets.US_ASCII)));
    }

    /** A message of at least so many octets, none of which a server has a reason to change. */
    static byte[] large(String subject, int size) {
        byte[] random = new byte[size / 4 * 3];
        new Random(size).nextBytes(random);
        return octets(subject, Base64.getMimeEncoder(LINE, new byte[] {'\r', '\n'}).encode(random));
    }

    private static byte[] octets(String subject, byte[] body) {
        byte[] head =
                """
                From: ann@example.org
                To: ann@example.org
                Subject: %s
                Message-ID: <%s@example.org>
                Date: Mon, 23 Nov 2026 12:00:00 +0000
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii
                Content-Transfer-Encoding: 7bit

                """
                        .formatted(subject, subject.replace(' ', '.'))
                        .replace("\n", "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream message = new ByteArrayOutputStream(head.length + body.length + 2);
        message.writeBytes(head);
        message.writeBytes(body);
        message.writeBytes(new byte[] {'\r', '\n'});
        return message.toByteArray();
    }

    static MimeMessage parsed(byte[] octets) throws MessagingException {
        return new MimeMessage(
                Session.getInstance(new java.util.Properties()), new ByteArrayInputStream(octets));
    }

    static byte[] octets(Message message) throws MessagingException, IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        message.writeTo(octets);
        return octets.toByteArray();
    }
}
