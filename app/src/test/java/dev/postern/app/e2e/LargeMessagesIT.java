package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.testing.Peer;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;

import org.eclipse.angus.mail.imap.IMAPMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/** Large messages go through byte for byte. */
class LargeMessagesIT {

    private static final int THIRTY_MEBIBYTES = 30 * 1024 * 1024;

    private static final int TWENTY_FIVE_MEBIBYTES = 25 * 1024 * 1024;

    private static Provider provider;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        provider = Provider.withTheRightPassword();
        bridge = new TestBridge(TestBridge.Plan.towards(provider.upstreams()));
    }

    @AfterAll
    static void stop() throws Exception {
        bridge.close();
        provider.close();
    }

    @AfterEach
    void forgetMessages() throws Exception {
        provider.mail().purgeEmailFromAllMailboxes();
    }

    @ParameterizedTest
    @EnumSource(
            value = ListenerSecurity.class,
            names = {"NONE", "TLS"})
    void thirtyMebibytesGoBothWaysOverImap(ListenerSecurity security) throws Exception {
        byte[] message = Messages.large("large " + security, THIRTY_MEBIBYTES);
        try (Store store = new MailClient(bridge, security).imap();
                Folder folder = store.getFolder("large-" + security)) {
            folder.create(Folder.HOLDS_MESSAGES);
            folder.open(Folder.READ_WRITE);
            folder.appendMessages(new Message[] {Messages.parsed(message)});
            IMAPMessage read = (IMAPMessage) folder.getMessage(1);
            byte[] back = read.getMimeStream().readAllBytes();
            assertThat(back).hasSize(message.length);
            assertThat(Arrays.equals(back, message)).isTrue();
            folder.setFlags(new int[] {1}, new Flags(Flags.Flag.DELETED), true);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ListenerSecurity.class,
            names = {"STARTTLS_REQUIRED", "TLS"})
    void anAttachmentOf25MebibytesIsSentOverSmtp(ListenerSecurity security) throws Exception {
        byte[] attachment = new byte[TWENTY_FIVE_MEBIBYTES];
        new Random(25).nextBytes(attachment);
        MailClient client = new MailClient(bridge, security);
        try (Transport transport = client.smtp()) {
            MimeMessage message = withAttachment(client, attachment);
            transport.sendMessage(message, new Address[] {new InternetAddress(TestBridge.USER)});
        }
        Part received = attachmentOf(onlyMessage());
        assertThat(Arrays.equals(received.getInputStream().readAllBytes(), attachment)).isTrue();
    }

    @Test
    void aMessageThatIsPipelinedBehindTheLoginIsSentOverSmtp() throws Exception {
        byte[] message = Messages.large("pipelined", TWENTY_FIVE_MEBIBYTES);
        try (Peer client = bridge.connectTls(Protocol.SMTP)) {
            client.send(
                    "EHLO test\r\n"
                            + BeforeTlsIT.authPlain(bridge)
                            + "MAIL FROM:<ann@example.org>\r\n"
                            + "RCPT TO:<ann@example.org>\r\n"
                            + "DATA\r\n");
            assertThat(client.line()).startsWith("220");
            client.lineStarting("250 ");
            assertThat(client.line()).startsWith("235");
            assertThat(client.line()).startsWith("250");
            assertThat(client.line()).startsWith("250");
            assertThat(client.line()).startsWith("354");
            client.send(message).send(".\r\nQUIT\r\n");
            assertThat(client.line()).startsWith("250");
            assertThat(client.line()).startsWith("221");
        }
        String received = new String(Messages.octets(onlyMessage()), ISO_8859_1);
        // GreenMail puts its own fields before ours, and leaves out the last line end.
        assertThat(received.stripTrailing().endsWith(new String(message, ISO_8859_1).strip()))
                .isTrue();
    }

    private static MimeMessage withAttachment(MailClient client, byte[] attachment)
            throws MessagingException {
        MimeBodyPart file = new MimeBodyPart();
        file.setDataHandler(
                new DataHandler(new ByteArrayDataSource(attachment, "application/octet-stream")));
        file.setFileName("random.bin");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Attached.");
        MimeMessage message = new MimeMessage(client.session());
        message.setFrom(TestBridge.USER);
        message.setRecipients(Message.RecipientType.TO, TestBridge.USER);
        message.setSubject("With an attachment");
        message.setContent(new MimeMultipart(text, file));
        message.saveChanges();
        return message;
    }

    private static MimeMessage onlyMessage() {
        MimeMessage[] received = provider.mail().getReceivedMessages();
        assertThat(received).hasSize(1);
        return received[0];
    }

    private static Part attachmentOf(MimeMessage message) throws MessagingException, IOException {
        return ((Multipart) message.getContent()).getBodyPart(1);
    }
}
