package dev.postern.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * A whole bridge for a person to watch and try: sends a message through it, reads it back, and
 * stays up.
 *
 * <p>Arguments: the {@code postern} program, and {@code --once} to end after the round trip.
 */
final class Demo implements AutoCloseable {

    private static final String ONCE = "--once";

    private final Path directory;
    private final DemoProvider provider;
    private final PosternCommand postern;

    private Demo(Path program) throws IOException {
        directory = Files.createTempDirectory("postern-demo-");
        provider = new DemoProvider(directory);
        postern = new PosternCommand(program, directory);
    }

    /** Exits with 0 if the message came back as it was sent, and with 1 otherwise. */
    public static void main(String[] arguments) throws Exception {
        Demo demo = new Demo(Path.of(arguments[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close));
        Optional<AppPasswords> passwords = demo.succeeds();
        if (passwords.isEmpty()) {
            System.exit(1);
        }
        if (List.of(arguments).contains(ONCE)) {
            System.exit(0);
        }
        show(passwords.get());
        new CountDownLatch(1).await(); // Ctrl-C runs the shutdown hook
    }

    /** The app passwords with which it succeeded. */
    private Optional<AppPasswords> succeeds() throws InterruptedException, IOException {
        try {
            AppPasswords passwords = bridge();
            if (comesBack(passwords)) {
                return Optional.of(passwords);
            }
            say("The message did NOT come back as it was sent.");
        } catch (IOException | UncheckedIOException broken) {
            say("The demo failed: " + broken.getMessage());
        }
        say("What the bridge logged:");
        say(postern.log());
        return Optional.empty();
    }

    private AppPasswords bridge() throws IOException, InterruptedException {
        say("A provider for this demo, GreenMail, runs on this machine:");
        say(
                "    IMAP localhost:%d, SMTP localhost:%d, both with TLS"
                        .formatted(provider.imapPort(), provider.smtpPort()));
        say(
                "    mailbox "
                        + DemoProvider.ADDRESS
                        + ", its password known to nobody but the bridge");

        heading("A bridge in front of it, as you would set it up");
        postern.run(List.of("init"));
        postern.runWithInput(provider.password(), provider.accountAddCommand());
        AppPasswords passwords = AppPasswords.read(postern.runQuietly(AppPasswords.COMMAND));
        say("    (two app passwords: one to read, one to send; you find them below)");
        postern.serve(passwords.ports());
        return passwords;
    }

    private static boolean comesBack(AppPasswords passwords) throws IOException {
        RoundTrip trip = new RoundTrip(passwords);
        heading("Sending a message with SMTP, through the bridge");
        trip.send();
        heading("Reading it back with IMAP, through the bridge");
        boolean same = trip.readBack();
        say("");
        if (same) {
            say("The message came back as it was sent. The client never had the provider's");
            say("password, and the provider never heard an app password.");
        }
        return same;
    }

    private static void show(AppPasswords passwords) {
        heading("Try it by hand, until you press Ctrl-C");
        passwords.settings().forEach(Demo::say);
        say("");
        say("    openssl s_client -quiet -crlf -connect localhost:" + passwords.imap().port());
        say("    a1 LOGIN " + passwords.imap().user() + " " + passwords.imap().password());
    }

    static void heading(String text) {
        say("");
        say("== " + text);
    }

    static void say(String line) {
        System.out.println(line);
    }

    @Override
    public void close() {
        postern.close();
        provider.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
