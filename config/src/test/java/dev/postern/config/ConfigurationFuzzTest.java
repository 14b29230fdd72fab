package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import java.util.List;

/** Anything at all as a configuration, and as what a provider says that we may know. */
class ConfigurationFuzzTest {

    private static final int LONGEST_SENTENCE = 4000;

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "configuration.dict")
    void aConfiguration(byte[] octets) {
        switch (Texts.load(octets)) {
            case Configuration configuration -> comesBackAsItWas(octets, configuration);
            case Loaded.Broken(List<Problem> problems) -> {
                assertThat(problems).isNotEmpty();
                for (Problem problem : problems) {
                    String sentence = problem.sentence();
                    assertThat(sentence).isNotBlank().startsWith(Texts.FILE.toString());
                    assertThat(sentence.length()).isLessThan(LONGEST_SENTENCE);
                    assertThat(sentence.chars().anyMatch(Character::isISOControl))
                            .as(sentence)
                            .isFalse();
                }
            }
        }
    }

    /** Line ends mean nothing, and what commands write of it says the same. */
    private static void comesBackAsItWas(byte[] octets, Configuration configuration) {
        String text = new String(octets, UTF_8);
        if (text.indexOf('\r') < 0) {
            assertThat(Texts.load(text.replace("\n", "\r\n"))).isEqualTo(configuration);
        }
        Givens givens = Givens.of(configuration);
        StringBuilder written = new StringBuilder();
        configuration
                .accounts()
                .forEach(account -> written.append(TomlWriter.account(account, givens)));
        if (configuration.oauthClients().isEmpty()
                && configuration.bridge().proxy().isEmpty()
                && configuration.presets().equals(Givens.NONE.presets())) {
            assertThat(Texts.valid(written.toString()).accounts())
                    .isEqualTo(configuration.accounts());
        }
    }

    /** More words around it change nothing: a message is known by a part of it. */
    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "a-providers-message.dict")
    void aProvidersMessage(byte[] said) {
        String text = new String(said, UTF_8);
        ProviderMessages messages = ProviderMessages.builtIn();
        for (String host : List.of("imap.gmail.com", "outlook.office365.com", "mail.example.org")) {
            messages.in(text, host)
                    .ifPresent(known -> {
                        assertThat(messages.in("NO " + text + " (x)", host)).isPresent();
                        assertThat(known.nextFor("work")).isNotBlank();
                    });
        }
    }
}
