package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.discovery.Found;
import dev.postern.app.discovery.Found.Server;
import dev.postern.app.discovery.Found.Standing;
import dev.postern.config.ProviderPresets;
import dev.postern.core.account.UpstreamTls;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Adding accounts whose servers were searched for. */
class AccountAddSearchTest {
    private static final String[] ADD = {"account", "add", "jo@example.org", "--password-stdin"};
    private static final Server OWN =
            new Server("imap.example.org", 993, UpstreamTls.IMPLICIT, Standing.OF_THE_DOMAIN);
    private static final Server OTHER =
            new Server("smtp.other.net", 587, UpstreamTls.STARTTLS, Standing.TO_BE_CONFIRMED);

    @TempDir private Path home;
    private Installation postern;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
    }

    @Test
    void thePresetThatTheMailExchangerTellsIsUsed() throws Exception {
        postern.searches((address, presets) ->
                new Found.Preset(
                        ProviderPresets.builtIn().byName("gmail").orElseThrow(),
                        List.of("MX of example.org is aspmx.l.google.com: Gmail")));
        Installation.Ran ran = postern.runWith("secret\n", ADD);
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("MX of example.org is aspmx.l.google.com: Gmail");
        assertThat(postern.read("accounts.d/jo.toml")).contains("provider = \"gmail\"");
    }

    @Test
    void serversOfTheDomainAreUsedWithoutAQuestion() throws Exception {
        found(Optional.empty());
        postern.succeedWith("secret\n", ADD);
        assertThat(postern.read("accounts.d/jo.toml")).contains("imap.example.org", "jo-at-home");
    }

    @Test
    void otherServersAreNotUsedWhereNobodyCanBeAsked() {
        found(Optional.of(OTHER));
        Installation.Ran ran = postern.runWith("secret\n", ADD);
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err())
                .contains(
                        "smtp.other.net:587",
                        "--yes",
                        "--imap-host imap.example.org:993 --imap-tls implicit",
                        "--smtp-host smtp.other.net:587 --smtp-tls starttls");
        assertThat(postern.configuration().resolve("accounts.d/jo.toml")).doesNotExist();
    }

    @Test
    void yesConfirmsOtherServers() throws Exception {
        found(Optional.of(OTHER));
        postern.succeedWith(
                "secret\n", "account", "add", "jo@example.org", "--password-stdin", "--yes");
        assertThat(postern.read("accounts.d/jo.toml"))
                .contains("smtp.other.net", "starttls", "587");
    }

    private void found(Optional<Server> smtp) {
        postern.searches((address, presets) ->
                new Found.Servers(
                        Optional.of(OWN),
                        smtp,
                        Optional.of("jo-at-home"),
                        "SRV records",
                        List.of("SRV of _imaps._tcp.example.org: imap.example.org:993")));
    }
}
