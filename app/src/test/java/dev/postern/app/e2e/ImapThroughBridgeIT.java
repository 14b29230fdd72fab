package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.core.login.ListenerSecurity;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.search.SubjectTerm;

import org.eclipse.angus.mail.imap.IMAPFolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Jakarta Mail reads GreenMail's mailboxes through the bridge. */
class ImapThroughBridgeIT {

    private static final int CLIENTS = 8;

    private static final int MESSAGES_EACH = 10;

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

    static Stream<ListenerSecurity> securities() {
        return TestBridge.securities();
    }

    @ParameterizedTest
    @MethodSource("securities")
    void aMessageThatWasDeliveredCanBeRead(ListenerSecurity security) throws Exception {
        String subject = "delivered to read " + security;
        provider.user().deliver(Messages.small(subject, "A body."));
        try (Store store = client(security).imap();
                Folder inbox = open(store.getFolder("INBOX"))) {
            Message[] found = inbox.search(new SubjectTerm(subject));
            assertThat(found).hasSize(1);
            assertThat(found[0].getContent()).asString().isEqualToIgnoringNewLines("A body.");
        }
    }

    @ParameterizedTest
    @MethodSource("securities")
    void anAppendedMessageIsThereForTheNextClient(ListenerSecurity security) throws Exception {
        String name = "appended-" + security;
        try (Store store = client(security).imap();
                Folder folder = created(store, name)) {
            folder.appendMessages(new Message[] {Messages.small("kept", "A draft.")});
        }
        try (Store store = client(security).imap();
                Folder folder = open(store.getFolder(name))) {
            assertThat(folder.getMessage(1).getSubject()).isEqualTo("kept");
        }
    }

    @ParameterizedTest
    @MethodSource("securities")
    void searchFindsWhatFitsAndNothingElse(ListenerSecurity security) throws Exception {
        try (Store store = client(security).imap();
                Folder folder = created(store, "searched-" + security)) {
            folder.appendMessages(
                    new Message[] {
                        Messages.small("apples", "1"),
                        Messages.small("pears", "2"),
                        Messages.small("apples and pears", "3")
                    });
            assertThat(folder.search(new SubjectTerm("apples")))
                    .extracting(Message::getMessageNumber)
                    .containsExactly(1, 3);
        }
    }

    @ParameterizedTest
    @MethodSource("securities")
    void flagsAreKept(ListenerSecurity security) throws Exception {
        String name = "flagged-" + security;
        try (Store store = client(security).imap();
                Folder folder = created(store, name)) {
            folder.appendMessages(new Message[] {Messages.small("to flag", "")});
            folder.getMessage(1).setFlag(Flags.Flag.FLAGGED, true);
            folder.getMessage(1).setFlag(Flags.Flag.ANSWERED, true);
        }
        try (Store store = client(security).imap();
                Folder folder = open(store.getFolder(name))) {
            Flags flags = folder.getMessage(1).getFlags();
            assertThat(flags.contains(Flags.Flag.FLAGGED)).isTrue();
            assertThat(flags.contains(Flags.Flag.ANSWERED)).isTrue();
            assertThat(flags.contains(Flags.Flag.DELETED)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("securities")
    void idlePushesANewMessageWithinTwoSeconds(ListenerSecurity security) throws Exception {
        int before = provider.idling();
        CompletableFuture<Long> pushed = new CompletableFuture<>();
        try (Store store = client(security).imap();
                IMAPFolder inbox = (IMAPFolder) open(store.getFolder("INBOX"))) {
            inbox.addMessageCountListener(
                    new MessageCountAdapter() {
                        @Override
                        public void messagesAdded(MessageCountEvent event) {
                            pushed.complete(System.nanoTime());
                        }
                    });
            CompletableFuture<Void> idle = CompletableFuture.runAsync(() -> idle(inbox));
            await().until(() -> provider.idling() == before + 1);
            long delivered = System.nanoTime();
            provider.user().deliver(Messages.small("news", "Now."));
            assertThat(Duration.ofNanos(pushed.get(10, TimeUnit.SECONDS) - delivered))
                    .isLessThan(Duration.ofSeconds(2));
            idle.get(10, TimeUnit.SECONDS);
        }
    }

    /** Returns once the server has told something. */
    private static void idle(IMAPFolder folder) {
        try {
            folder.idle(true);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void foldersWithNamesInAllScriptsWork() throws Exception {
        List<String> names = List.of("Entwürfe", "日本語", "Отправленные", "a & b", "🎉");
        for (String name : names) {
            try (Store store = client(ListenerSecurity.TLS).imap();
                    Folder folder = created(store, name)) {
                folder.appendMessages(new Message[] {Messages.small("inside", name.length() + "")});
            }
        }
        try (Store store = client(ListenerSecurity.TLS).imap()) {
            assertThat(store.getDefaultFolder().list("*"))
                    .extracting(Folder::getFullName)
                    .containsAll(names);
            for (String name : names) {
                try (Folder folder = open(store.getFolder(name))) {
                    assertThat(folder.getMessageCount()).as(name).isEqualTo(1);
                }
            }
        }
    }

    // Defect 8, 29
    @Test
    void severalClientsAtOnceGetEachItsOwn() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<List<String>>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String name = "client-" + i;
                ListenerSecurity security = TestBridge.securities().toList().get(i % 3);
                clients.add(threads.submit(() -> writtenAndRead(security, name)));
            }
            for (int i = 0; i < CLIENTS; i++) {
                assertThat(clients.get(i).get(30, TimeUnit.SECONDS))
                        .hasSize(MESSAGES_EACH)
                        .containsOnly("client-" + i);
            }
        }
    }

    private static List<String> writtenAndRead(ListenerSecurity security, String name)
            throws Exception {
        List<String> subjects = new ArrayList<>();
        try (Store store = client(security).imap();
                Folder folder = created(store, name)) {
            for (int i = 0; i < MESSAGES_EACH; i++) {
                folder.appendMessages(new Message[] {Messages.small(name, "" + i)});
            }
            for (Message message : folder.getMessages()) {
                subjects.add(message.getSubject());
            }
        }
        return subjects;
    }

    private static MailClient client(ListenerSecurity security) {
        return new MailClient(bridge, security);
    }

    private static Folder created(Store store, String name) throws MessagingException {
        Folder folder = store.getFolder(name);
        assertThat(folder.create(Folder.HOLDS_MESSAGES)).as("created " + name).isTrue();
        return open(folder);
    }

    private static Folder open(Folder folder) throws MessagingException {
        folder.open(Folder.READ_WRITE);
        return folder;
    }
}
