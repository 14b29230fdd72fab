package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.operation.OpenState;
import dev.postern.app.operation.VaultAccess;
import dev.postern.config.Locations;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Storing passwords of proxies. */
class ProxyPasswordTest {
    @TempDir private Path home;
    private Installation postern;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
    }

    @Test
    void thePasswordIsStoredUnderHostAndPort() throws Exception {
        store("Proxy.example.org:1080");
        assertThat(stored("proxy.example.org:1080")).isEqualTo(Secret.of("open sesame"));
        assertThat(postern.everythingWritten()).doesNotContain("open sesame");
    }

    @Test
    void anAddressLiteralKeepsItsBrackets() throws Exception {
        store("[2001:db8::1]:8080");
        assertThat(stored("[2001:db8::1]:8080")).isEqualTo(Secret.of("open sesame"));
    }

    @Test
    void theRunningBridgeStoresIt() throws Exception {
        postern.serve();
        store("proxy.example.org:1080");
        postern.stop();
        assertThat(stored("proxy.example.org:1080")).isEqualTo(Secret.of("open sesame"));
    }

    @Test
    void withoutAPortItIsNobodys() {
        Installation.Ran ran =
                postern.runWith(
                        "x\n", "proxy", "password", "proxy.example.org", "--password-stdin");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("host:port");
    }

    private void store(String authority) {
        postern.succeedWith("open sesame\n", "proxy", "password", authority, "--password-stdin");
    }

    private Secret stored(String authority) throws Exception {
        try (OpenState state =
                OpenState.open(
                        Locations.ofUser()
                                .withConfiguration(postern.configuration())
                                .withState(postern.state()),
                        VaultAccess.unattended())) {
            return state.vault().proxyPassword(authority).orElseThrow();
        }
    }
}
