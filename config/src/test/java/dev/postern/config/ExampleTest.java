package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.server.ListenerSpec;
import dev.postern.core.state.VaultKeyKind;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The example that we ship is right, and says what the code does. */
class ExampleTest {

    static byte[] example() throws IOException {
        try (InputStream in = ExampleTest.class.getResourceAsStream("example.toml")) {
            return in.readAllBytes();
        }
    }

    @Test
    void theExampleLoads() throws IOException {
        Configuration example = Texts.valid(Texts.load(example()));

        assertThat(example.accounts())
                .extracting(Account::name)
                .containsExactly("home", "office", "work");
        assertThat(example.apps()).hasSize(3);
        assertThat(example.bridge().ehloName()).hasValue("desk.example.com");
    }

    @Test
    void theListenersOfTheExampleAreTheDefaultOnes() throws IOException {
        assertThat(Texts.valid(Texts.load(example())).listeners())
                .isEqualTo(Configuration.DEFAULT_LISTENERS);
    }

    /** It stands in comments, because with one listener written the others are no defaults. */
    @Test
    void theListenerForADeviceInTheExampleIsRight() throws IOException {
        String text = new String(example(), StandardCharsets.UTF_8);
        int start = text.indexOf("# [[listener]]\n");
        String block = text.substring(start, text.indexOf("\n\n", start));

        assertThat(Texts.valid(text.replace(block, block.replaceAll("(?m)^# ", ""))).listeners())
                .last()
                .returns(Optional.of("printer"), ListenerSpec::device)
                .returns(ListenerSecurity.NONE, ListenerSpec::security);
    }

    @Test
    void theCommandOfTheExampleIsRead() throws IOException {
        assertThat(Texts.valid(Texts.load(example())).accounts().getLast().credential())
                .isEqualTo(
                        new Credential.Command(
                                List.of("pass", "mail/work"),
                                SecretKind.PASSWORD,
                                Duration.ofSeconds(10)));
    }

    @Test
    void theExampleHasNoSpares() throws IOException {
        assertThat(Texts.valid(Texts.load(example())).accounts())
                .extracting(Account::spares)
                .containsOnly(0);
    }

    @Test
    void thePinOfTheExampleIsReadWithoutItsColons() throws IOException {
        Account work = Texts.valid(Texts.load(example())).accounts().getLast();

        assertThat(work.upstream(Protocol.IMAP).orElseThrow().trust())
                .isEqualTo(
                        new Trust.Pinned(
                                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    @Test
    void theProviderAndTheRegistrationOfTheExampleAreUsed() throws IOException {
        Configuration example = Texts.valid(Texts.load(example()));

        assertThat(example.oauthClient("microsoft365")).isPresent();
        assertThat(example.presets().byName("example")).isPresent();
        assertThat(example.bridge().notification()).isNotEmpty();
        assertThat(example.bridge().metrics()).isPresent();
        assertThat(example.bridge().mostBeforeLogin()).isEqualTo(1024);
        assertThat(example.vaultKey()).contains(VaultKeyKind.FILE);
        assertThat(example.accounts().get(1).credential()).isInstanceOf(Credential.Oauth.class);
        assertThat(example.accounts())
                .flatExtracting(account -> account.upstreams().values())
                .allMatch(upstream -> upstream.proxy().isEmpty());
    }
}
