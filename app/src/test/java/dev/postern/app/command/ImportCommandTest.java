package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ImportCommandTest {

    private static final String SAMPLE =
            """
            # ours
            [Server setup]
            documentation = Anything
            \twith a [line] more

            [IMAP-1993]
            server_address = outlook.office365.com
            server_port = 993
            local_address = 127.0.0.1
            [POP-1995]
            server_address = outlook.office365.com
            server_port = 995
            [SMTP-1587]
            server_address = smtp.office365.com
            server_port = 587
            server_starttls = True
            local_certificate_path = /etc/ssl/chain.pem

            [jo@example.com]
            permission_url = https://login.microsoftonline.com/common/oauth2/v2.0/authorize
            token_url = https://login.microsoftonline.com/common/oauth2/v2.0/token
            oauth2_scope = https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/POP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access
            redirect_uri = http://localhost
            client_id = the-id
            client_secret = hunter2
            access_token = sealed-thing
            refresh_token = sealed-thing
            colour = blue

            [@example.org]
            token_url = https://login.microsoftonline.com/example.org/oauth2/v2.0/token
            oauth2_scope = https://outlook.office365.com/.default
            oauth2_flow = client_credentials
            client_id = the-id
            client_secret_encrypted = sealed-thing

            [someone@gmail.com]
            permission_url = https://accounts.google.com/o/oauth2/auth
            token_url = https://oauth2.googleapis.com/token
            oauth2_scope = https://mail.google.com/
            redirect_uri = http://localhost:8080
            client_id = *** your client id here ***

            [jo@university.example]
            permission_url = https://login.university.example/authorize
            token_url = https://login.university.example/token
            oauth2_scope = mail
            client_id = students
            use_pkce = True

            [@]
            token_url = https://login.microsoftonline.com/common/oauth2/v2.0/token
            client_id = the-id

            [emailproxy]
            allow_catch_all_accounts = True
            """;

    @TempDir Path home;
    private Installation postern;
    private Path file;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        file = Files.writeString(home.resolve("emailproxy.config"), SAMPLE);
    }

    @Test
    void accountsAreWrittenAsPosternWritesThem() throws IOException {
        Installation.Ran ran = postern.run("import", file.toString());

        assertThat(ran.code()).as(ran.toString()).isEqualTo(ExitCode.OK.number());
        assertThat(postern.read("accounts.d/jo.toml"))
                .contains(
                        "provider = \"microsoft365\"",
                        "oauth = \"code\"",
                        "client_id = \"the-id\"",
                        "client_secret = \"vault\"")
                .doesNotContain("scopes", "token_url", "host");
        assertThat(postern.read("accounts.d/example.org.toml"))
                .contains(
                        "address = \"@example.org\"",
                        "oauth = \"client-credentials\"",
                        "tenant = \"example.org\"");
        assertThat(postern.read("accounts.d/jo-university.example.toml"))
                .contains(
                        "token_url = \"https://login.university.example/token\"",
                        "scopes = [\"mail\"]",
                        "host = \"outlook.office365.com\"",
                        "port = 587");
        assertThat(ran.out())
                .contains(
                        "postern account login jo\n",
                        "postern account login example.org\n",
                        "postern account login jo-university.example\n");
    }

    @Test
    void everyLineIsAccountedForAndNoSecretIsShown() {
        Installation.Ran ran = postern.run("import", file.toString());

        assertThat(ran.out())
                .contains(
                        "line 10: POP-1995: not taken over: Postern speaks IMAP and SMTP, no POP",
                        "line 9: local_address: not taken over: Postern has its own ports",
                        "client_secret: not copied: it belongs into the vault",
                        "client_secret_encrypted: not taken over: it is sealed",
                        "refresh_token: not taken over: tokens there are sealed",
                        "oauth2_scope: taken over without POP",
                        "redirect_uri: not taken over: Postern listens on a free port",
                        "colour: not taken over: Postern does not know this key",
                        "use_pkce: not needed",
                        "[someone@gmail.com]",
                        "its client_id or token_url is still the sample's",
                        "an account for all domains is none that Postern has",
                        "allow_catch_all_accounts: not needed")
                .doesNotContain("hunter2", "sealed-thing", "blue");
        assertThat(ran.err()).doesNotContain("hunter2", "sealed-thing");
    }

    @Test
    void aTrialWritesNothing() {
        Installation.Ran ran = postern.run("import", file.toString(), "--dry-run");

        assertThat(ran.code()).isEqualTo(ExitCode.OK.number());
        assertThat(ran.out()).contains("Would be written as the account jo.");
        assertThat(postern.configuration().resolve("accounts.d")).doesNotExist();
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        postern.run("import", file.toString());
        String before = postern.read("accounts.d/jo.toml");

        Installation.Ran again = postern.run("import", file.toString());

        assertThat(again.out())
                .contains("there is an account for jo@example.com already", "No account was taken");
        assertThat(postern.read("accounts.d/jo.toml")).isEqualTo(before);
    }

    @Test
    void whatIsNoSuchFileIsRefusedWithItsLine() throws IOException {
        Files.writeString(file, "[jo@example.com]\nclient_secret hunter2\n");

        Installation.Ran ran = postern.run("import", file.toString());

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains(file + ":2: expected KEY = VALUE").doesNotContain("hunter2");
        assertThat(postern.run("import", "/no/such/file").err()).contains("cannot be read");
    }

    @Test
    void anAccountThatWouldNotWorkIsRefusedAndTheOthersAreNot() throws IOException {
        Files.writeString(file, SAMPLE.replace("*** your client id here ***", "the-google-id"));

        Installation.Ran ran = postern.run("import", file.toString());

        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.out()).contains("since a client of Gmail and Google Workspace has one");
        assertThat(postern.configuration().resolve("accounts.d/jo.toml")).exists();
    }
}
