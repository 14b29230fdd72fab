package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

    @ParameterizedTest
    @CsvSource({
        "aspmx.l.google.com,gmail",
        "ALT1.ASPMX.L.GOOGLE.COM.,gmail",
        "example-com.mail.protection.outlook.com,microsoft365",
        "outlook-com.olc.protection.outlook.com,outlook",
        "example-cn.mail.protection.partner.outlook.cn,21vianet",
        "in1-smtp.messagingengine.com,fastmail",
        "mta5.am0.yahoodns.net,yahoo",
        "mx-aol.mail.gm0.yahoodns.net,aol",
        "mx01.mail.icloud.com,icloud",
        "mx.zoho.com,zoho",
    })
    void aDomainOfOnesOwnIsFoundByItsMailExchanger(String host, String name) {
        assertThat(PRESETS.byMailExchanger(host)).map(ProviderPreset::name).hasValue(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mx.notgoogle.com", "google.com.example.org", "com", ""})
    void aStrangersMailExchangerIsNobodys(String host) {
        assertThat(PRESETS.byMailExchanger(host)).isEmpty();
    }

    @Test
    void noMailExchangerHasTwoProviders() {
        List<String> hosts =
                PRESETS.all().stream().flatMap(preset -> preset.mailExchangers().stream()).toList();

        assertThat(new HashSet<>(hosts)).hasSameSizeAs(hosts);
    }

    @Test
    void whoTakesOauthOnlySaysHowItGoes() {
        assertThat(PRESETS.all())
                .filteredOn(preset -> preset.signIn() == ProviderPreset.SignIn.OAUTH_ONLY)
                .isNotEmpty()
                .allMatch(preset -> preset.oauth().isPresent());
    }

    @ParameterizedTest
    @MethodSource("oauth")
    void everyAddressIsHttps(OauthPreset oauth) {
        List<String> addresses = new ArrayList<>();
        oauth.authorizeUrl().ifPresent(addresses::add);
        oauth.deviceUrl().ifPresent(addresses::add);
        oauth.offers().values().forEach(offer -> addresses.add(offer.tokenUrl()));
        addresses.add(oauth.register().url().toString());

        assertThat(addresses).allMatch(address -> address.startsWith("https://"));
        assertThat(oauth.redirect().getScheme()).isEqualTo("http");
        assertThat(oauth.redirect().getHost()).isIn("localhost", "127.0.0.1");
        assertThat(oauth.redirect().getPort()).isZero();
    }

    @ParameterizedTest
    @MethodSource("oauth")
    void everyClockIsAnEstimate(OauthPreset oauth) {
        assertThat(oauth.clocks())
                .allMatch(clock -> clock.certainty() == OauthPreset.Certainty.ESTIMATE);
    }

    /** What is not substituted would be sent to the server as it stands. */
    @ParameterizedTest
    @MethodSource("oauth")
    void aTenantIsAskedForOnlyWhereThereIsAPlaceForIt(OauthPreset oauth) {
        assertThat(oauth.offers().values())
                .filteredOn(offer -> offer.tenant().isPresent())
                .allMatch(offer -> offer.tokenUrl().contains(Urls.TENANT));
        assertThat(oauth.offers().values())
                .filteredOn(offer -> offer.tokenUrl().contains("{"))
                .allMatch(offer -> offer.tokenUrl().contains(Urls.TENANT));
    }

    static Stream<OauthPreset> oauth() {
        return PRESETS.all().stream().flatMap(preset -> preset.oauth().stream());
    }

    @Test
    void gmailSignsInForGood() {
        OauthPreset gmail = PRESETS.byName("gmail").orElseThrow().oauth().orElseThrow();

        assertThat(gmail.authorizeParameters())
                .containsOnly(entry("access_type", "offline"), entry("prompt", "consent"));
        assertThat(gmail.clientSecret()).isEqualTo(OauthPreset.ClientSecret.REQUIRED);
        assertThat(gmail.offers()).containsOnlyKeys(GrantKind.CODE, GrantKind.SERVICE_ACCOUNT);
        assertThat(gmail.clocks())
                .extracting(OauthPreset.Clock::from, OauthPreset.Clock::after)
                .containsExactly(
                        tuple(OauthPreset.Event.SIGN_IN, Duration.ofDays(7)),
                        tuple(OauthPreset.Event.LAST_REFRESH, Duration.ofDays(180)));
    }

    @Test
    void clientCredentialsOfMicrosoftHaveAScopeOfTheirOwnAndNeedATenant() {
        OauthPreset microsoft = PRESETS.byName("microsoft365").orElseThrow().oauth().orElseThrow();

        assertThat(microsoft.offers().get(GrantKind.CLIENT_CREDENTIALS))
                .isEqualTo(
                        new OauthPreset.Offer(
                                "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
                                Optional.empty(),
                                List.of("https://outlook.office365.com/.default"),
                                Map.of()));
        assertThat(microsoft.offers().get(GrantKind.CODE).tenant()).hasValue("common");
    }

    @Test
    void noRemarkSaysThatSomethingIsMissing() {
        assertThat(PRESETS.all())
                .extracting(ProviderPreset::remark)
                .noneMatch(remark -> remark.contains("not supported"));
    }
}
