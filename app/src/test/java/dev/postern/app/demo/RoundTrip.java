package dev.postern.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** A message there and back, said in the protocols' own words. */
final class RoundTrip {

    private final AppPasswords passwords;
    private final String subject = "Hello through the bridge " + UUID.randomUUID();
    private final List<String> message =
            List.of(
                    "From: Ann <" + DemoProvider.ADDRESS + ">",
                    "To: Ann <" + DemoProvider.ADDRESS + ">",
                    "Subject: " + subject,
                    "",
                    "This went from a plain SMTP client to the bridge, from the bridge to the",
                    "provider, and comes back the same way with IMAP.");

    RoundTrip(AppPasswords passwords) {
        this.passwords = passwords;
    }

    void send() throws IOException {
        AppPasswords.Access access = passwords.smtp();
        try (Dialogue smtp = Dialogue.over(access.port(), passwords.certificate())) {
            smtp.expect("220");
            smtp.say("EHLO demo.example");
            smtp.expect("250 ");
            smtp.note("The app password, in the form of SASL PLAIN");
            smtp.sayWithSecret("AUTH PLAIN ", plain(access));
            smtp.expect("235");
            smtp.note("From here on the bridge only passes on what both sides say");
            smtp.say("MAIL FROM:<" + DemoProvider.ADDRESS + ">");
            smtp.expect("250");
            smtp.say("RCPT TO:<" + DemoProvider.ADDRESS + ">");
            smtp.expect("250");
            smtp.say("DATA");
            smtp.expect("354");
            message.forEach(smtp::say);
            smtp.say(".");
            smtp.expect("250");
            smtp.say("QUIT");
            smtp.expect("221");
        }
    }

    /** Whether it is there, and whole. */
    boolean readBack() throws IOException {
        AppPasswords.Access access = passwords.imap();
        try (Dialogue imap = Dialogue.over(access.port(), passwords.certificate())) {
            imap.expect("* OK");
            imap.note("Another app password: this one may read, and may not send");
            imap.sayWithSecret("a1 LOGIN " + access.user() + " ", access.password());
            imap.expect("a1 OK");
            imap.say("a2 SELECT INBOX");
            imap.expect("a2 OK");
            imap.say("a3 SEARCH SUBJECT \"" + subject + "\"");
            String found = imap.expect("a3 OK").getFirst();
            String number = found.substring(found.lastIndexOf(' ') + 1);
            imap.say("a4 FETCH " + number + " BODY.PEEK[]");
            List<String> fetched = imap.expect("a4 OK");
            imap.say("a5 LOGOUT");
            imap.expect("a5 OK");
            return holdsMessage(fetched);
        }
    }

    /** The provider puts fields of its own before those of the message. */
    private boolean holdsMessage(List<String> fetched) {
        List<String> left = new ArrayList<>(fetched);
        left.subList(0, Math.max(0, left.indexOf(message.getFirst()))).clear();
        return left.size() >= message.size()
                && lastLineWithoutParenthesis(left.subList(0, message.size())).equals(message);
    }

    /** GreenMail drops the last line end, and so the end of its answer follows at once. */
    private static List<String> lastLineWithoutParenthesis(List<String> lines) {
        List<String> whole = new ArrayList<>(lines);
        whole.add(whole.removeLast().replaceFirst("\\)$", ""));
        return whole;
    }

    private static String plain(AppPasswords.Access access) {
        return Base64.getEncoder()
                .encodeToString(("\0" + access.user() + "\0" + access.password()).getBytes(UTF_8));
    }
}
