package dev.postern.app.sendmail;

import dev.postern.app.sendmail.Message.Field;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Who sends what to whom.
 *
 * @param sender empty for the null sender
 * @param message complete; octets as Latin-1
 */
record Envelope(String sender, Set<String> recipients, String message) {

    // RFC 5322 3.3.
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    /**
     * @param own the address of the account, for whatever has no domain
     */
    static Envelope of(SendmailOptions options, Message message, String own, ZonedDateTime now)
            throws SendmailException {
        String sender = sender(options, own);
        Set<String> recipients = new LinkedHashSet<>();
        for (String argument : options.recipients()) {
            recipients.addAll(addresses(argument, own, Sysexit.USAGE));
        }
        if (options.recipientsInHeader()) {
            for (String name : List.of("To", "Cc", "Bcc")) {
                for (Field field : message.all(name)) {
                    recipients.addAll(addresses(field.value(), own, Sysexit.DATA_ERROR));
                }
            }
        }
        if (recipients.isEmpty()) {
            throw options.recipientsInHeader()
                    ? new SendmailException(
                            Sysexit.DATA_ERROR,
                            "The message names no recipient in To, Cc or Bcc. Nothing was sent.")
                    : new SendmailException(
                            Sysexit.USAGE,
                            "No recipient: name them as arguments, or have them read from the"
                                    + " header with -t. Nothing was sent.");
        }
        return new Envelope(sender, recipients, completed(options, message, own, now).text());
    }

    private static String sender(SendmailOptions options, String own) throws SendmailException {
        String asked = options.sender().orElse(own);
        if (asked.isEmpty() || asked.equals("<>")) {
            return "";
        }
        List<String> senders = addresses(asked, own, Sysexit.USAGE);
        if (senders.size() != 1) {
            throw new SendmailException(
                    Sysexit.USAGE, "The option -f takes one address, and not: " + asked);
        }
        return senders.getFirst();
    }

    private static List<String> addresses(String list, String own, Sysexit fault)
            throws SendmailException {
        List<String> found = new ArrayList<>();
        try {
            for (InternetAddress one : InternetAddress.parseHeader(list, false)) {
                for (InternetAddress address : members(one)) {
                    found.add(sendable(address.getAddress(), own));
                }
            }
        } catch (AddressException wrong) {
            throw new SendmailException(
                    fault,
                    "This is no list of mail addresses: %s (%s). Nothing was sent."
                            .formatted(
                                    printable(list),
                                    printable(String.valueOf(wrong.getMessage()))));
        }
        return found;
    }

    private static List<InternetAddress> members(InternetAddress one) throws AddressException {
        return one.isGroup() ? Arrays.asList(one.getGroup(false)) : List.of(one);
    }

    /** An address that can stand between angle brackets on a line of SMTP. */
    private static String sendable(String address, String own) throws AddressException {
        boolean odd = address.chars().anyMatch(c -> c <= ' ' || c == '<' || c == '>' || c == 127);
        boolean local = address.indexOf('@') < 0;
        if (address.isEmpty() || odd || (local && address.startsWith("-"))) {
            throw new AddressException("no address", address);
        }
        return local ? own : address;
    }

    private static Message completed(
            SendmailOptions options, Message message, String own, ZonedDateTime now) {
        Message whole = message;
        if (options.recipientsInHeader()) {
            whole = whole.without(field -> field.is("Bcc"));
        }
        whole = withFrom(options, whole, own);
        if (whole.all("Date").isEmpty()) {
            whole = whole.with(Field.of("Date", DATE.format(now)));
        }
        if (whole.all("Message-ID").isEmpty()) {
            String domain = own.substring(own.lastIndexOf('@') + 1);
            whole =
                    whole.with(
                            Field.of("Message-ID", "<" + UUID.randomUUID() + "@" + domain + ">"));
        }
        return whole;
    }

    /** Cron says {@code From: root (Cron Daemon)}, and providers refuse what has no domain. */
    private static Message withFrom(SendmailOptions options, Message message, String own) {
        List<Field> present = message.all("From");
        if (present.isEmpty()) {
            return message.with(from(options.name().orElse(""), own));
        }
        try {
            InternetAddress[] writers =
                    InternetAddress.parseHeader(present.getFirst().value(), false);
            if (writers.length == 1 && writers[0].getAddress().indexOf('@') < 0) {
                String name = writers[0].getPersonal();
                return message.without(field -> field.is("From"))
                        .with(from(name == null ? writers[0].getAddress() : name, own));
            }
        } catch (AddressException odd) {
            return message; // whose business it is, is the provider's
        }
        return message;
    }

    private static Field from(String name, String own) {
        String clean = name.replaceAll("\\p{Cntrl}+", " ").strip();
        try {
            InternetAddress writer = new InternetAddress();
            writer.setAddress(own);
            if (!clean.isEmpty()) {
                writer.setPersonal(clean, StandardCharsets.UTF_8.name());
            }
            return Field.of("From", writer.toString());
        } catch (UnsupportedEncodingException never) {
            throw new IllegalStateException(never);
        }
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
