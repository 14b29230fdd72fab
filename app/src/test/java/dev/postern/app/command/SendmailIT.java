package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What users install, under the name that cron and git start. */
class SendmailIT {
    private static final Path SENDMAIL = Path.of("target", "postern", "bin", "sendmail");

    @TempDir private Path home;

    @Test
    void aSymbolicLinkAndTheEnvironmentAreAllThatAScriptNeeds() throws Exception {
        Installation postern = Installation.in(home);
        Path link = Files.createSymbolicLink(home.resolve("sendmail"), SENDMAIL.toAbsolutePath());
        Path message = Files.writeString(home.resolve("message"), "To: ann@example.org\n\nhi\n");
        try (SmtpStandIn provider = new SmtpStandIn()) {
            postern.succeed("init");
            postern.succeedWith("the real password\n", provider.accountAdd(home));
            String app = postern.succeed("app", "add", "git", "--protocols", "smtp", "--json");
            postern.serve();
            ProcessBuilder sendmail =
                    new ProcessBuilder(
                            link.toString(),
                            "--config",
                            postern.configuration().toString(),
                            "--state",
                            postern.state().toString(),
                            "-t",
                            "-i");
            sendmail.environment().put("POSTERN_USER", "jo@example.org");
            sendmail.environment().put("POSTERN_APP_PASSWORD", Installation.password(app));
            Process process =
                    sendmail.redirectInput(message.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(home.resolve("out").toFile())
                            .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(home.resolve("out"))).isZero();
            assertThat(provider.messages().getFirst()).endsWith("\r\n\r\nhi\r\n.\r\n");
        } finally {
            postern.stop();
        }
    }
}
