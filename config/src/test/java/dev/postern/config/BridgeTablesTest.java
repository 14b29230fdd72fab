package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.ProxyServer;
import dev.postern.core.state.VaultKeyKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Proxies, notification and the key of the vault. */
class BridgeTablesTest {

    private static final String WITH_OAUTH =
            """
            [[account]]
            name = "work"
            address = "me@example.com"
            provider = "fastmail"
            credential = { oauth = "code", client_id = "i" }
            """;

    private static final ProxyServer SOCKS =
            new ProxyServer(ProxyServer.Kind.SOCKS5, "127.0.0.1", 1080, Optional.empty());

    private static Optional<ProxyServer> mail(Configuration configuration) {
        Account account = configuration.accounts().getFirst();
        return account.upstream(Protocol.IMAP).orElseThrow().proxy();
    }

    private static Optional<ProxyServer> token(Configuration configuration) {
        Account account = configuration.accounts().getFirst();
        return ((Credential.Oauth) account.credential()).server().proxy();
    }

    private static Configuration of(String bridge, String account) {
        return Texts.valid(
                "[bridge]\n"
                        + bridge
                        + "\n"
                        + WITH_OAUTH.replace("provider =", account + "\nprovider ="));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 100_000})
    void soManyConnectionsMayWaitForALogin(int most) {
        assertThat(of("max_before_login = " + most, "").bridge().mostBeforeLogin()).isEqualTo(most);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "15", "100001", "-1", "\"many\"", "true"})
    void noOtherNumberOfConnectionsMayWaitForALogin(String most) {
        assertThat(Texts.problem("[bridge]\nmax_before_login = " + most + "\n"))
                .contains("max_before_login", "a whole number from 16 to 100000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9585", "[::1]:9585", "127.0.0.2:1"})
    void metricsAreForThisMachine(String place) {
        assertThat(of("metrics = \"" + place + "\"", "").bridge().metrics()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0:9585",
                "192.0.2.1:9585",
                "[::]:9585",
                "localhost:9585",
                "127.0.0.1",
                "127.0.0.1:0",
                "127.0.0.1:65536",
                ":9585",
            })
    void metricsAreForNobodyElse(String place) {
        assertThat(Texts.problem("[bridge]\nmetrics = \"" + place + "\"\n"))
                .contains("metrics", "127.0.0.1:9585");
    }

    @Test
    void aProxyIsForMailAndTokens() {
        Configuration both = of("proxy = \"socks5://127.0.0.1:1080\"", "");

        assertThat(both.bridge().proxy()).hasValue(SOCKS);
        assertThat(mail(both)).hasValue(SOCKS);
        assertThat(token(both)).hasValue(SOCKS);
    }

    @Test
    void anAccountMayHaveItsOwn() {
        Configuration own =
                of(
                        "proxy = \"http://proxy.example.com:3128\"",
                        "proxy = \"socks5://127.0.0.1:1080\"");

        assertThat(mail(own)).hasValue(SOCKS);
        assertThat(token(own)).hasValue(SOCKS);
    }

    @Test
    void anAccountMayEscapeIt() {
        Configuration none = of("proxy = \"socks5://127.0.0.1:1080\"", "proxy = \"none\"");

        assertThat(mail(none)).isEmpty();
        assertThat(token(none)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example.com:3128,HTTP,proxy.example.com,3128,",
        "HTTP://proxy.example.com:3128/,HTTP,proxy.example.com,3128,",
        "socks5h://[::1]:1080,SOCKS5,::1,1080,",
        "socks5://me@proxy.example.com:1,SOCKS5,proxy.example.com,1,me",
        "socks5://me%40home@proxy.example.com:1,SOCKS5,proxy.example.com,1,me@home",
    })
    void aProxyIsWrittenAsAUrl(
            String text, ProxyServer.Kind kind, String host, int port, String user) {
        ProxyServer proxy = of("proxy = \"" + text + "\"", "").bridge().proxy().orElseThrow();

        assertThat(proxy).isEqualTo(new ProxyServer(kind, host, port, Optional.ofNullable(user)));
        assertThat(of("proxy = \"" + ProxyReader.written(proxy) + "\"", "").bridge().proxy())
                .hasValue(proxy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example.com:3128",
                "http://proxy.example.com",
                "https://proxy.example.com:443",
                "socks4://proxy.example.com:1080",
                "http://proxy.example.com:70000",
                "http://proxy.example.com:0",
                "http://proxy.example.com:80/path",
                "http://:80",
                "socks5://me%00@proxy.example.com:80",
                "not a url",
            })
    void whatIsNoProxyIsExplained(String text) {
        assertThat(Texts.problem("[bridge]\nproxy = \"" + text + "\""))
                .contains("bridge.proxy: expected \"socks5://HOST:PORT\"");
    }

    @Test
    void aPasswordOfAProxyStandsInNoFile() {
        String problem = Texts.problem("[bridge]\nproxy = \"socks5://me:hunter2@[::1]:1080\"");

        assertThat(problem).contains("postern proxy password [::1]:1080").doesNotContain("hunter2");
        assertThat(Texts.problem("[bridge]\nproxy = \"socks:/me:hunter2@host\""))
                .doesNotContain("hunter2");
    }

    @Test
    void theEnvironmentIsForTokensOnly(@TempDir Path temporary) throws IOException {
        OwnedDirectory directory = new OwnedDirectory(temporary);
        directory.write("postern.toml", WITH_OAUTH);
        ProxyEnvironment environment =
                ProxyEnvironment.of(Map.of("https_proxy", "http://proxy.example.com:3128"));

        Configuration configuration =
                Texts.valid(new ConfigurationLoader(directory.files(), environment).load());

        assertThat(mail(configuration)).isEmpty();
        assertThat(token(configuration)).map(ProxyServer::host).hasValue("proxy.example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "proxy = \"none\",''",
        "'',proxy = \"none\"",
        "proxy = \"socks5://127.0.0.1:1080\",''",
    })
    void theConfigurationGoesBeforeTheEnvironment(
            String bridge, String account, @TempDir Path temporary) throws IOException {
        OwnedDirectory directory = new OwnedDirectory(temporary);
        directory.write(
                "postern.toml",
                "[bridge]\n"
                        + bridge
                        + "\n"
                        + WITH_OAUTH.replace("provider =", account + "\nprovider ="));
        ProxyEnvironment environment =
                ProxyEnvironment.of(Map.of("ALL_PROXY", "http://proxy.example.com:3128"));

        Configuration configuration =
                Texts.valid(new ConfigurationLoader(directory.files(), environment).load());

        assertThat(token(configuration))
                .isEqualTo(bridge.contains("socks5") ? Optional.of(SOCKS) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "https_proxy=proxy:3128,login.example.com,HTTP proxy:3128",
        "HTTPS_PROXY=http://proxy:3128/,login.example.com,HTTP proxy:3128",
        "ALL_PROXY=socks5h://proxy,login.example.com,SOCKS5 proxy:1080",
        "https_proxy=http://me:secret@proxy:3128,login.example.com,HTTP proxy:3128",
        "https_proxy=https://proxy:3128,login.example.com,none",
        "https_proxy=not a url,login.example.com,none",
        "https_proxy=,login.example.com,none",
        "https_proxy=proxy:3128;no_proxy=example.com,login.example.com,none",
        "https_proxy=proxy:3128;NO_PROXY=.example.com other,LOGIN.example.com,none",
        "https_proxy=proxy:3128;no_proxy=example.com,login.notexample.com,HTTP proxy:3128",
        "https_proxy=proxy:3128;no_proxy=*,login.example.com,none",
        "https_proxy=proxy:3128,localhost,none",
        "https_proxy=proxy:3128,127.0.0.1,none",
        "https_proxy=proxy:3128,[::1],none",
        "http_proxy=proxy:3128,login.example.com,none",
    })
    void theEnvironmentIsReadAsOthersDo(String variables, String host, String expected) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : variables.split(";", -1)) {
            String[] parts = variable.split("=", 2);
            environment.put(parts[0], parts[1].replace("'", ""));
        }

        String found =
                ProxyEnvironment.of(environment)
                        .towards(host)
                        .map(proxy -> proxy.kind() + " " + proxy.authority())
                        .orElse("none");

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void aProgramIsToldOfEvents() {
        assertThat(of("notify = [\"notify-send\", \"Postern\"]", "").bridge().notification())
                .containsExactly("notify-send", "Postern");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    notify = "program"    | bridge.notify | a list of texts
                    notify = []           | bridge.notify | a program and its arguments
                    notify = ["~/hook"]   | bridge.notify | full path
                    notify = [1]          | bridge.notify | a list of texts
                    notifi = ["hook"]     | bridge.notifi | Did you mean `notify`?
                    proxy = 1             | bridge.proxy  | text in quotes
                    proxi = "none"        | bridge.proxi  | Did you mean `proxy`?
                    """)
    void whatCannotBeIsExplained(String setting, String key, String said) {
        Problem problem = Texts.problems("[bridge]\n" + setting).getFirst();

        assertThat(problem.key()).isEqualTo(key);
        assertThat(problem.sentence()).contains(said);
    }

    @ParameterizedTest
    @EnumSource
    void theKeyOfTheVaultHasASource(VaultKeyKind source) {
        assertThat(Texts.valid("[vault]\nkey = \"" + source.word() + "\"").vaultKey())
                .contains(source);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    key = "tpm"    | vault.key  | one of "file", "systemd", "keyring", "passphrase"
                    key = true     | vault.key  | text in quotes
                    keys = "file"  | vault.keys | Did you mean `key`?
                    """)
    void anotherSourceIsRefused(String setting, String key, String said) {
        Problem problem = Texts.problems("[vault]\n" + setting).getFirst();

        assertThat(problem.key()).isEqualTo(key);
        assertThat(problem.sentence()).contains(said);
    }
}
