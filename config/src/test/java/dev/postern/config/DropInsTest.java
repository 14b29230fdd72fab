package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.access.App;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

class DropInsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    private static final Account WORK = account(new Credential.VaultPassword(), usual());
    private static final App PRINTER =
            new App("printer", "work", new AppPolicy(Set.of(Protocol.SMTP, Protocol.IMAP)));

    @TempDir Path temporary;
    private OwnedDirectory directory;
    private DropIns dropIns;

    @BeforeEach
    void own() {
        directory = new OwnedDirectory(temporary);
        dropIns = new DropIns(directory.files());
    }

    @Test
    void anAppIsWrittenAsAPersonWould() {
        assertThat(DropIns.text(PRINTER, DAY))
                .isEqualTo(
                        """
                        # Written by `postern app add` on 2026-11-23; edit it as you like.
                        [[app]]
                        name = "printer"
                        account = "work"
                        protocols = ["imap", "smtp"]
                        """);
    }

    @Test
    void anAccountIsWrittenAsAPersonWould() {
        assertThat(DropIns.text(WORK, Givens.NONE, DAY))
                .isEqualTo(
                        """
                        # Written by `postern account add` on 2026-11-23; edit it as you like.
                        [[account]]
                        name = "work"
                        address = "me@example.com"

                        [account.imap]
                        host = "mail.example.com"
                        port = 993
                        tls = "implicit"
                        """);
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void anAccountThatWasWrittenIsReadTheSame(Account account) throws IOException {
        dropIns.add(account, DAY);

        assertThat(Texts.valid(directory.load()).accounts()).containsExactly(account);
    }

    static Stream<Account> accounts() {
        return Stream.of(
                WORK,
                account(
                        new Credential.Command(
                                List.of("sh", "-c", "a 'b' \"c\"\n\t\\n \\\\ \\u0041 # é 😀"),
                                SecretKind.TOKEN,
                                Duration.ofMillis(1500)),
                        new Upstream(
                                "2001:db8::1",
                                1993,
                                UpstreamTls.STARTTLS,
                                new Trust.Pinned("0a".repeat(32)),
                                "EXAMPLE\\me",
                                Optional.of("XOAUTH2"))),
                account(
                        new Credential.Command(
                                List.of("pass", "mail/work"),
                                SecretKind.PASSWORD,
                                Duration.ofSeconds(10)),
                        new Upstream(
                                "mail.example.com",
                                587,
                                UpstreamTls.STARTTLS,
                                new Trust.ExtraAuthority(Path.of("/dev/null")),
                                "me@example.com",
                                Optional.of("PLAIN"))));
    }

    @Test
    void anAppThatWasWrittenIsReadTheSame() throws IOException {
        dropIns.add(WORK, DAY);
        dropIns.add(PRINTER, DAY);

        assertThat(Texts.valid(directory.load()).apps()).containsExactly(PRINTER);
    }

    @Test
    void onlyTheOwnerReadsWhatIsWritten() throws IOException {
        Path file = done(dropIns.add(WORK, DAY));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void nothingButTheFileIsLeft() throws IOException {
        Path file = done(dropIns.add(WORK, DAY));

        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(temporary.resolve("accounts.d/work.toml"));
        }
    }

    @Test
    void whatAKilledCommandHasLeftIsTakenAwayByALaterOne() throws IOException {
        Path accounts = Files.createDirectories(directory.files().accounts());
        Path abandoned = accounts.resolve(".postern-" + UUID.randomUUID() + ".new");
        Path inTheMaking = accounts.resolve(".postern-" + UUID.randomUUID() + ".new");
        Path ofAPerson = accounts.resolve(".mine.new");
        for (Path file : List.of(abandoned, inTheMaking, ofAPerson)) {
            Files.writeString(file, "half a fi");
        }
        FileTime anHourAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        Files.setLastModifiedTime(abandoned, anHourAgo);
        Files.setLastModifiedTime(ofAPerson, anHourAgo);
        dropIns.add(WORK, DAY);

        assertThat(abandoned).doesNotExist();
        assertThat(inTheMaking).exists();
        assertThat(ofAPerson).exists();
    }

    @Test
    void aFileThatIsThereIsNotTouched() throws IOException {
        Path file = directory.write("accounts.d/work.toml", "# mine\n");

        assertThat(dropIns.add(WORK, DAY)).isEqualTo(new Change.FileExists(file));
        assertThat(file).hasContent("# mine\n");
    }

    @Test
    void whatWouldBreakTheConfigurationIsNotWritten() throws IOException {
        assertThat(dropIns.add(PRINTER, DAY))
                .isInstanceOfSatisfying(
                        Change.WouldBreak.class,
                        broken ->
                                assertThat(broken.problems())
                                        .extracting(Problem::key)
                                        .containsExactly("app.account"));
        assertThat(temporary.resolve("apps.d")).doesNotExist();
    }

    @Test
    void aNameCannotLeadOutOfTheDirectory() {
        App outside = new App("../postern", "work", PRINTER.policy());

        assertThatThrownBy(() -> dropIns.add(outside, DAY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasWrittenIsRemovedAgain() throws IOException {
        dropIns.add(WORK, DAY);
        Path file = done(dropIns.add(PRINTER, DAY));

        assertThat(dropIns.remove(PRINTER, Texts.valid(directory.load())))
                .isEqualTo(new Change.Done(file));
        assertThat(file).doesNotExist();
    }

    @Test
    void whatAPersonAddedIsKept() throws IOException {
        dropIns.add(WORK, DAY);
        Path file = done(dropIns.add(PRINTER, DAY));
        Files.writeString(file, Files.readString(file) + "# the one on the second floor\n");

        assertThat(dropIns.remove(PRINTER, Texts.valid(directory.load())))
                .isInstanceOf(Change.WrittenByPerson.class);
        assertThat(file).exists();
    }

    @Test
    void whatStandsInTheMainFileIsKept() throws IOException {
        Path file =
                directory.write(
                        "postern.toml",
                        TomlWriter.account(WORK, Givens.NONE) + TomlWriter.app(PRINTER));

        assertThat(dropIns.remove(PRINTER, Texts.valid(directory.load())))
                .isInstanceOfSatisfying(
                        Change.WrittenByPerson.class,
                        kept -> assertThat(kept.origin()).isEqualTo(new Origin(file, 9)));
    }

    @Test
    void anAccountThatAnAppNeedsIsKept() throws IOException {
        Path file = done(dropIns.add(WORK, DAY));
        dropIns.add(PRINTER, DAY);

        assertThat(dropIns.remove(WORK, Texts.valid(directory.load())))
                .isInstanceOf(Change.WouldBreak.class);
        assertThat(file).exists();
    }

    private static Path done(Change change) {
        assertThat(change).isInstanceOf(Change.Done.class);
        return ((Change.Done) change).file();
    }

    private static Upstream usual() {
        return new Upstream(
                "mail.example.com",
                993,
                UpstreamTls.IMPLICIT,
                new Trust.RuntimeAuthorities(),
                "me@example.com",
                Optional.empty());
    }

    private static Account account(Credential credential, Upstream upstream) {
        return new Account(
                "work",
                "me@example.com",
                credential instanceof Credential.VaultPassword
                        ? Set.of()
                        : Set.of("me", "\"quoted\"", "back\\slash"),
                Map.of(Protocol.IMAP, upstream),
                credential);
    }
}
