import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** What scripts/interop.d/clients/jakarta-mail does: fetches, appends and sends all messages. */
final class JakartaMail {
    private static final Map<String, String> GIVEN = System.getenv();
    private static final String MILLISECONDS = "100000";

    private JakartaMail() {}

    public static void main(String[] arguments) throws Exception {
        Session session = Session.getInstance(properties());
        List<Path> corpus;
        try (Stream<Path> files = Files.list(Path.of(GIVEN.get("CORPUS")))) {
            corpus = files.toList();
        }
        fetchAndAppend(session, corpus);
        send(session, corpus);
    }

    private static Properties properties() throws Exception {
        Properties properties = new Properties();
        SSLSocketFactory trusting = trusting(Path.of(GIVEN.get("CA")));
        for (String protocol : List.of("imap", "imaps", "smtp", "smtps")) {
            String mail = "mail." + protocol + ".";
            properties.put(mail + "ssl.socketFactory", trusting);
            properties.put(mail + "ssl.checkserveridentity", "true");
            properties.put(mail + "starttls.required", wantsStarttls());
            properties.put(mail + "starttls.enable", wantsStarttls());
            properties.put(mail + "auth", "true");
            properties.put(mail + "from", GIVEN.get("FROM"));
            properties.put(mail + "timeout", MILLISECONDS);
        }
        return properties;
    }

    private static String wantsStarttls() {
        return String.valueOf(GIVEN.get("WAY").equals("starttls"));
    }

    private static String secured(String protocol) {
        return GIVEN.get("WAY").equals("tls") ? protocol + "s" : protocol;
    }

    private static SSLSocketFactory trusting(Path root) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream certificate = Files.newInputStream(root)) {
            store.setCertificateEntry(
                    "root",
                    CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static void fetchAndAppend(Session session, List<Path> corpus)
            throws MessagingException, IOException {
        try (Store store = session.getStore(secured("imap"))) {
            store.connect(
                    "localhost",
                    Integer.parseInt(GIVEN.get("IMAP_PORT")),
                    GIVEN.get("IMAP_USER"),
                    GIVEN.get("IMAP_PASSWORD"));
            Folder appended = store.getFolder(GIVEN.get("FOLDER") + "-appended");
            appended.create(Folder.HOLDS_MESSAGES);
            for (Path path : corpus) {
                appended.appendMessages(new Message[] {message(session, path)});
            }
            Path fetched = Files.createDirectory(Path.of("fetched"));
            Folder folder = store.getFolder(GIVEN.get("FOLDER"));
            folder.open(Folder.READ_ONLY);
            for (Message message : folder.getMessages()) {
                Path file = fetched.resolve(message.getMessageNumber() + ".eml");
                try (OutputStream octets = Files.newOutputStream(file)) {
                    message.writeTo(octets);
                }
            }
            folder.close();
        }
    }

    private static void send(Session session, List<Path> corpus)
            throws MessagingException, IOException {
        try (Transport transport = session.getTransport(secured("smtp"))) {
            transport.connect(
                    "localhost",
                    Integer.parseInt(GIVEN.get("SMTP_PORT")),
                    GIVEN.get("SMTP_USER"),
                    GIVEN.get("SMTP_PASSWORD"));
            for (Path path : corpus) {
                transport.sendMessage(
                        message(session, path), InternetAddress.parse(GIVEN.get("TO")));
            }
        }
    }

    private static Message message(Session session, Path path)
            throws MessagingException, IOException {
        try (InputStream octets = Files.newInputStream(path)) {
            return new MimeMessage(session, octets);
        }
    }
}
