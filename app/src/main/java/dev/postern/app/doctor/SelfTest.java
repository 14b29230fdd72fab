package dev.postern.app.doctor;

import dev.postern.app.client.Encryption;
import dev.postern.app.client.Endpoint;
import dev.postern.core.account.Trust;
import dev.postern.core.secret.Secret;
import dev.postern.core.upstream.UpstreamTrust;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.HeaderTerm;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Sends a message through the running bridge, as a mail program would, and waits until it can be
 * read through the bridge. It stays in the mailbox: only a person deletes mail.
 *
 * @param address of the mailbox, which is sender and recipient
 * @param password of an app that may do both
 * @param root of the local authority
 */
public record SelfTest(String address, Endpoint imap, Endpoint smtp, Secret password, Path root)
        implements Examination {

    private static final String SUBJECT = "self-test";
    private static final String MARK = "X-Postern-Self-Test";

    /** RFC 5322 3.3. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH);

    private static final Duration STEP = Duration.ofSeconds(30);

    /** Providers need seconds, and some look at a message for a minute. */
    private static final Duration DELIVERY = Duration.ofMinutes(2);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    @Override
    public List<Finding> findings() {
        String mark = UUID.randomUUID().toString();
        Instant began = Instant.now();
        try {
            send(mark);
        } catch (MessagingException | IOException | GeneralSecurityException refused) {
            return List.of(
                    failed(
                            "The message could not be sent at %s:%d"
                                    .formatted(smtp.host(), smtp.port()),
                            refused));
        }
        try {
            return List.of(
                    arrives(mark)
                            ? Finding.ok(
                                    SUBJECT,
                                    "sent to %s and read again after %d s; it stays in the inbox"
                                            .formatted(
                                                    address,
                                                    Duration.between(began, Instant.now())
                                                            .toSeconds()))
                            : Finding.fault(
                                    SUBJECT,
                                    "Sent, and not in the inbox after %d s"
                                            .formatted(DELIVERY.toSeconds()),
                                    "The provider has taken the message, and keeps it, or has put"
                                            + " it into another folder.",
                                    "Look for \"Postern self-test\" in the folders for spam, and"
                                            + " for an answer that it could not be delivered"));
        } catch (MessagingException | IOException | GeneralSecurityException refused) {
            return List.of(
                    failed(
                            "Sent, but the inbox could not be read at %s:%d"
                                    .formatted(imap.host(), imap.port()),
                            refused));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static Finding failed(String sentence, Exception why) {
        return Finding.fault(SUBJECT, sentence, words(why), "postern account check");
    }

    /** With the server's answer, which is beneath what the library says of it. */
    static String words(Exception why) {
        List<String> words = new ArrayList<>();
        for (Exception each = why;
                each != null;
                each = each instanceof MessagingException outer ? outer.getNextException() : null) {
            words.add(String.valueOf(each.getMessage()).strip());
        }
        return words.stream().distinct().collect(Collectors.joining(": "));
    }

    private void send(String mark)
            throws MessagingException, IOException, GeneralSecurityException {
        Session session = session(smtp);
        MimeMessage message = new MimeMessage(session);
        InternetAddress self = new InternetAddress(address);
        message.setFrom(self);
        message.setRecipient(Message.RecipientType.TO, self);
        message.setSubject("Postern self-test");
        message.setHeader("Date", DATE.format(OffsetDateTime.now(ZoneId.systemDefault())));
        message.setHeader(MARK, mark);
        message.setText(
                "Postern has sent this to itself, to see whether mail goes out and comes in. It can"
                        + " be deleted.");
        message.saveChanges();
        try (Transport transport = session.getTransport(scheme(smtp))) {
            transport.connect(smtp.host(), smtp.port(), address, password.revealText());
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private boolean arrives(String mark)
            throws MessagingException, IOException, GeneralSecurityException, InterruptedException {
        Instant end = Instant.now().plus(DELIVERY);
        try (Store store = session(imap).getStore(scheme(imap))) {
            store.connect(imap.host(), imap.port(), address, password.revealText());
            while (Instant.now().isBefore(end)) {
                // Opened anew, since not every server tells of what has come since.
                try (Folder inbox = store.getFolder("INBOX")) {
                    inbox.open(Folder.READ_ONLY);
                    if (inbox.search(new HeaderTerm(MARK, mark)).length > 0) {
                        return true;
                    }
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
        return false;
    }

    private static String scheme(Endpoint endpoint) {
        return endpoint.protocol().word() + (endpoint.encryption() == Encryption.TLS ? "s" : "");
    }

    private Session session(Endpoint endpoint) throws IOException, GeneralSecurityException {
        String prefix = "mail." + scheme(endpoint);
        Properties properties = new Properties();
        if (endpoint.needsLocalRoot()) {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(
                    null,
                    new TrustManager[] {UpstreamTrust.of(new Trust.ExtraAuthority(root))},
                    null);
            properties.put(prefix + ".ssl.socketFactory", tls.getSocketFactory());
        }
        String starttls =
                String.valueOf(endpoint.encryption() == Encryption.STARTTLS)
                        .toLowerCase(Locale.ROOT);
        properties.setProperty(prefix + ".ssl.checkserveridentity", "true");
        properties.setProperty(prefix + ".starttls.enable", starttls);
        properties.setProperty(prefix + ".starttls.required", starttls);
        properties.setProperty(prefix + ".auth", "true");
        properties.setProperty(prefix + ".localhost", "[127.0.0.1]");
        for (String wait : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.setProperty(prefix + "." + wait, String.valueOf(STEP.toMillis()));
        }
        return Session.getInstance(properties);
    }
}
