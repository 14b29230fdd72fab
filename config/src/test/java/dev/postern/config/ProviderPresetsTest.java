package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

class ProviderPresetsTest {

    private static final ProviderPresets PRESETS = ProviderPresets.builtIn();

    @ParameterizedTest
    @CsvSource({
        "me@gmail.com,imap.gmail.com:993,smtp.gmail.com:465,IMPLICIT",
        "me@hotmail.com,outlook.office365.com:993,smtp-mail.outlook.com:587,STARTTLS",
        "me@yahoo.com,imap.mail.yahoo.com:993,smtp.mail.yahoo.com:465,IMPLICIT",
        "me@aol.com,imap.aol.com:993,smtp.aol.com:465,IMPLICIT",
        "me@iCloud.com,imap.mail.me.com:993,smtp.mail.me.com:587,STARTTLS",
        "me@FASTMAIL.com,imap.fastmail.com:993,smtp.fastmail.com:465,IMPLICIT",
        "me@zoho.com,imap.zoho.com:993,smtp.zoho.com:465,IMPLICIT",
        "me@gmx.net,imap.gmx.net:993,mail.gmx.net:587,STARTTLS",
        "me@mailbox.org,imap.mailbox.org:993,smtp.mailbox.org:465,IMPLICIT",
    })
    void anAddressHasTheServersOfItsProvider(
            String address, String imap, String smtp, UpstreamTls smtpTls) {
        ProviderPreset preset = PRESETS.byAddress(address).orElseThrow();

        assertThat(preset.upstream(Protocol.IMAP, address).authority()).isEqualTo(imap);
        assertThat(preset.upstream(Protocol.IMAP, address).tls()).isEqualTo(UpstreamTls.IMPLICIT);
        assertThat(preset.upstream(Protocol.SMTP, address).authority()).isEqualTo(smtp);
        assertThat(preset.upstream(Protocol.SMTP, address).tls()).isEqualTo(smtpTls);
    }

    @Test
    void anUpstreamOfAPresetIsVerifiedAsUsual() {
        assertThat(PRESETS.byDomain("gmail.com").orElseThrow().upstream(Protocol.IMAP, "me"))
                .isEqualTo(
                        new Upstream(
                                "imap.gmail.com",
                                993,
                                UpstreamTls.IMPLICIT,
                                new Trust.RuntimeAuthorities(),
                                "me",
                                Optional.empty()));
    }

    @Test
    void anUnknownDomainHasNoPreset() {
        assertThat(PRESETS.byDomain("example.com")).isEmpty();
    }

    @Test
    void aDomainOfOnesOwnIsFoundByTheNameOfItsProvider() {
        assertThat(PRESETS.byName("microsoft365")).map(ProviderPreset::domains).hasValue(List.of());
    }

    @Test
    void microsoftTakesNoPassword() {
        assertThat(PRESETS.byDomain("outlook.com").orElseThrow().signIn())
                .isEqualTo(ProviderPreset.SignIn.OAUTH_ONLY);
    }

    @Test
    void noDomainHasTwoProviders() {
        List<String> domains =
                PRESETS.all().stream().flatMap(preset -> preset.domains().stream()).toList();

        assertThat(new HashSet<>(domains)).hasSameSizeAs(domains);
    }
}
