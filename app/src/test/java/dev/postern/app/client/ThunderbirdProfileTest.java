package dev.postern.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Protocol;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

class ThunderbirdProfileTest {
    @TempDir private Path directory;

    private ThunderbirdProfile profile;
    private ClientValues values;

    @BeforeEach
    void makeValues() throws Exception {
        profile = new ThunderbirdProfile(directory.resolve("profile"));
        values = Values.in(directory).with(Encryption.TLS);
    }

    @Test
    void aNewDirectoryBecomesAProfileWithOneAccount() throws Exception {
        assertThat(profile.add("// lines\n", values)).isEqualTo(ThunderbirdProfile.Result.WRITTEN);
        assertThat(profile.file())
                .hasContent(
                        """
                        // lines
                        user_pref("mail.accountmanager.accounts", "jo");
                        user_pref("mail.accountmanager.defaultaccount", "jo");
                        user_pref("mail.smtpservers", "jo");
                        user_pref("mail.smtp.defaultserver", "jo");
                        """);
    }

    @Test
    void accountsThatAreThereStayAndSoDoesTheChosenOne() throws Exception {
        there(
                """
                user_pref("mail.accountmanager.accounts", "account1,account2");
                user_pref("mail.accountmanager.defaultaccount", "account2");
                user_pref("mail.smtpservers", "smtp1");
                """);
        profile.add("", values);
        assertThat(Files.readString(profile.file()))
                .contains(
                        "(\"mail.accountmanager.accounts\", \"account1,account2,jo\")",
                        "(\"mail.smtpservers\", \"smtp1,jo\")",
                        "(\"mail.smtp.defaultserver\", \"jo\")")
                .doesNotContain("defaultaccount\", \"jo\"");
    }

    @Test
    void anAccountThatIsThereIsNotAddedAgain() throws Exception {
        there("user_pref(\"mail.account.jo.server\", \"jo\");\n");
        assertThat(profile.add("", values)).isEqualTo(ThunderbirdProfile.Result.THERE_ALREADY);
        assertThat(profile.file()).hasContent("user_pref(\"mail.account.jo.server\", \"jo\");");
    }

    @Test
    void oneThatOnlyReadsHasNoServerToSendBy() throws Exception {
        profile.add("", Values.in(directory).speaking(Set.of(Protocol.IMAP)).with(Encryption.TLS));
        assertThat(Files.readString(profile.file())).doesNotContain("smtp");
    }

    /** Java's locks are the process's, so that another one is needed. */
    @Test
    void aProfileInUseStaysAsItIs() throws Exception {
        there("");
        Path lock = Files.createFile(directory.resolve("profile").resolve(".parentlock"));
        Process other =
                new ProcessBuilder(
                                "python3",
                                "-c",
                                "import fcntl,sys; f=open(sys.argv[1],'w'); fcntl.lockf(f,"
                                        + " fcntl.LOCK_EX); print('locked', flush=True);"
                                        + " sys.stdin.read()",
                                lock.toString())
                        .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("locked");
            assertThat(profile.add("", values)).isEqualTo(ThunderbirdProfile.Result.RUNNING);
        } finally {
            other.getOutputStream().close();
            other.waitFor();
        }
        assertThat(profile.add("", values)).isEqualTo(ThunderbirdProfile.Result.WRITTEN);
    }

    private void there(String text) throws Exception {
        Files.createDirectories(profile.directory());
        Files.writeString(profile.file(), text);
    }
}
