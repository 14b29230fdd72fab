package dev.postern.app.e2e;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.ListenerSecurity;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Jakarta Mail, set up as people set up mail programs, certificates verified. */
final class MailClient {

    private static final String TIMEOUT_MILLIS = "20000";

    private final TestBridge bridge;
    private final ListenerSecurity security;
    private final ByteArrayOutputStream conversation = new ByteArrayOutputStream();
    private final Properties properties = new Properties();

    MailClient(TestBridge bridge, ListenerSecurity security) {
        this.bridge = bridge;
        this.security = security;
        for (String protocol : new String[] {"mail.imap.", "mail.smtp."}) {
            properties.put(protocol + "timeout", TIMEOUT_MILLIS);
            properties.put(protocol + "connectiontimeout", TIMEOUT_MILLIS);
            properties.put(
                    protocol + "ssl.socketFactory",
                    TestBridge.AUTHORITY.clientContext().getSocketFactory());
            properties.put(protocol + "ssl.checkserveridentity", "true");
            properties.put(
                    protocol + "ssl.enable", String.valueOf(security == ListenerSecurity.TLS));
            boolean starttls = security == ListenerSecurity.STARTTLS_REQUIRED;
            properties.put(protocol + "starttls.enable", String.valueOf(starttls));
            properties.put(protocol + "starttls.required", String.valueOf(starttls));
        }
        properties.put("mail.smtp.auth", "true");
        // Fewer commands for large messages; nothing else depends on it.
        properties.put("mail.imap.partialfetch", "false");
    }

    /** Keeps what is said, passwords included, for {@link #conversation()}. */
    MailClient recording() {
        properties.put("mail.debug.auth", "true");
        properties.put("mail.debug.auth.password", "true");
        return this;
    }

    /** Logged in; the caller closes it. */
    Store imap(String password) throws MessagingException {
        Store store = session().getStore("imap");
        store.connect("localhost", bridge.port(Protocol.IMAP, security), TestBridge.USER, password);
        return store;
    }

    Store imap() throws MessagingException {
        return imap(bridge.appPassword());
    }

    /** Logged in; the caller closes it. */
    Transport smtp(String password) throws MessagingException {
        Transport transport = session().getTransport("smtp");
        transport.connect(
                "localhost", bridge.port(Protocol.SMTP, security), TestBridge.USER, password);
        return transport;
    }

    Transport smtp() throws MessagingException {
        return smtp(bridge.appPassword());
    }

    Session session() {
        Session session = Session.getInstance(properties);
        session.setDebugOut(new PrintStream(conversation, true, StandardCharsets.UTF_8));
        session.setDebug(properties.containsKey("mail.debug.auth"));
        return session;
    }

    String conversation() {
        return conversation.toString(StandardCharsets.UTF_8);
    }
}
