package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** What commands say of a listener that asks a device for no password. */
class DeviceCommandsTest {

    private static final String APP =
            """
            [[account]]
            name = "jo"
            address = "jo@example.org"
            [account.smtp]
            host = "smtp.example.org"

            [[app]]
            name = "printer"
            account = "jo"
            protocols = ["smtp"]
            sources = ["127.0.0.7"]
            senders = ["printer@example.org"]
            recipients = ["jo@example.org"]
            """;

    @TempDir private Path home;
    private Installation postern;
    private int port;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        port = freePort();
        postern.write("postern.toml", postern.read("postern.toml") + listener() + APP);
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
    }

    private static int freePort() throws IOException {
        try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return held.getLocalPort();
        }
    }

    private String listener() {
        return """

        [[listener]]
        protocol = "smtp"
        port = %d
        addresses = ["127.0.0.1"]
        security = "none"
        auth = "none"
        app = "printer"

        """
                .formatted(port);
    }

    @Test
    void statusShowsWhoseTheListenerIs() {
        postern.serve();

        assertThat(postern.succeed("status"))
                .contains("smtp  127.0.0.1:" + port + "  none  device:printer")
                .contains(
                        "imap  127.0.0.1:" + postern.imapPort() + "  starttls-optional  password");
        assertThat(postern.succeed("status", "--json")).contains("device:printer");
    }

    @Test
    void listAndShowSayWhereItIsADevice() {
        String there = "127.0.0.1:" + port;
        assertThat(postern.succeed("app", "list")).contains("device on " + there);
        assertThat(postern.succeed("app", "list", "--json"))
                .contains("\"password\": \"DEVICE\"", "\"device\": \"" + there + "\"");
        assertThat(postern.succeed("app", "show", "printer"))
                .contains("none, and none needed", there + ", without a password")
                .doesNotContain("app issue");
        postern.serve();
        assertThat(postern.succeed("status"))
                .contains("device on " + there)
                .doesNotContain("app issue");
    }

    @Test
    void aPasswordThatItHasBesidesIsShownToo() {
        postern.succeed("app", "issue", "printer");

        assertThat(postern.succeed("app", "show", "printer"))
                .contains("generated", "127.0.0.1:" + port + ", without a password");
    }

    @Test
    void checkAsksForNoPassword() {
        assertThat(postern.succeed("check")).doesNotContain("printer has no password");
    }

    @Test
    void nobodyIsSentThereToLogIn() {
        assertThat(postern.succeed("app", "add", "sender", "--protocols", "smtp"))
                .contains("port " + postern.smtpPort())
                .doesNotContain("port " + port);
    }

    @Test
    void anAppIsNotSaidToBeRevokedWhileItsDeviceCanStillSend() throws Exception {
        Installation.Ran revoke = postern.run("app", "revoke", "printer");

        assertThat(revoke.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(revoke.err()).contains("its device can still send", "postern.toml");
        assertThat(postern.read("postern.toml")).contains("name = \"printer\"");
    }

    @Test
    void checkSaysWhatIsMissing() throws Exception {
        postern.write("postern.toml", postern.read("postern.toml").replaceAll("senders.*\n", ""));
        Installation.Ran check = postern.run("check");

        assertThat(check.code()).isEqualTo(ExitCode.CONFIGURATION.number());
        assertThat(check.out()).contains("app.senders: expected a value, since the listener at ");
    }
}
