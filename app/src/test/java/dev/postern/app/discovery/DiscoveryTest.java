package dev.postern.app.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.discovery.Found.Server;
import dev.postern.app.discovery.Found.Standing;
import dev.postern.config.ProviderPreset;
import dev.postern.config.ProviderPresets;
import dev.postern.core.account.UpstreamTls;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Who is asked, in which order, and what is made of the answers. */
class DiscoveryTest {

    private static final ProviderPresets PRESETS = ProviderPresets.builtIn();

    private final Map<String, List<String>> exchangers = new HashMap<>();
    private final Map<String, List<Service>> services = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    @Test
    void aKnownDomainIsLookedUpNowhere() {
        assertThat(find("jo@GMAIL.com")).isInstanceOf(Found.Preset.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void theMailExchangerTellsTheProviderOfADomainOfOnesOwn() {
        exchangers.put("example.org", List.of("aspmx.l.google.com"));
        assertThat(find("jo@example.org"))
                .isInstanceOfSatisfying(
                        Found.Preset.class,
                        found -> {
                            assertThat(found.preset().name()).isEqualTo("gmail");
                            assertThat(found.steps())
                                    .containsExactly(
                                            "MX of example.org is aspmx.l.google.com: Gmail and"
                                                    + " Google Workspace");
                        });
    }

    @Test
    void serversUnderTheDomainNeedNobodysConfirmation() {
        services.put(
                "_imaps._tcp.example.org", List.of(new Service(0, 1, 993, "imap.example.org")));
        services.put(
                "_submission._tcp.example.org", List.of(new Service(0, 1, 587, "example.org")));
        assertThat(find("jo@example.org"))
                .isInstanceOfSatisfying(
                        Found.Servers.class,
                        found -> {
                            assertThat(found.imap())
                                    .contains(
                                            new Server(
                                                    "imap.example.org",
                                                    993,
                                                    UpstreamTls.IMPLICIT,
                                                    Standing.OF_THE_DOMAIN));
                            assertThat(found.smtp())
                                    .contains(
                                            new Server(
                                                    "example.org",
                                                    587,
                                                    UpstreamTls.STARTTLS,
                                                    Standing.OF_THE_DOMAIN));
                        });
    }

    @Test
    void aHostElsewhereIsToBeConfirmed() {
        for (String host : List.of("imap.other.net", "badexample.org", "example.org.other.net")) {
            services.put("_imaps._tcp.example.org", List.of(new Service(0, 1, 993, host)));
            assertThat(((Found.Servers) find("jo@example.org")).imap().orElseThrow().standing())
                    .as(host)
                    .isEqualTo(Standing.TO_BE_CONFIRMED);
        }
    }

    @Test
    void whatIsNotOfferedOrNoHostIsPassedOver() {
        services.put(
                "_imaps._tcp.example.org",
                List.of(
                        new Service(0, 0, 0, ""),
                        new Service(0, 0, 993, "\u001b[2J.example.org"),
                        new Service(0, 0, 993, "localhost")));
        assertThat(find("jo@example.org")).isInstanceOf(Found.Nothing.class);
        assertThat(String.join("", find("jo@example.org").steps())).doesNotContain("\u001b");
    }

    @Test
    void priorityGoesBeforeWeightAndWeightIsAChance() {
        Service low = new Service(1, 1, 1, "low");
        Service light = new Service(0, 10, 1, "light");
        Service heavy = new Service(0, 90, 1, "heavy");
        Random random = new Random(7);
        int heavyFirst = 0;
        for (int i = 0; i < 1000; i++) {
            List<Service> ordered = Service.ordered(List.of(low, light, heavy), random);
            assertThat(ordered).hasSize(3).endsWith(low);
            heavyFirst += ordered.getFirst().equals(heavy) ? 1 : 0;
        }
        assertThat(heavyFirst).isBetween(850, 950);
    }

    @Test
    void theAutoconfigFileIsTheLastToBeAskedAndWithoutTheLocalPart() {
        files.put(
                "https://example.org/.well-known/autoconfig/mail/config-v1.1.xml",
                autoconfig("imap.other.net", "SSL", "%EMAILLOCALPART%"));
        Found.Servers found = (Found.Servers) find("jo@example.org");
        assertThat(found.imap())
                .contains(
                        new Server(
                                "imap.other.net",
                                993,
                                UpstreamTls.IMPLICIT,
                                Standing.TO_BE_CONFIRMED));
        assertThat(found.user()).contains("jo");
        assertThat(found.from()).contains("/.well-known/");
        assertThat(asked)
                .noneMatch(it -> it.contains("jo"))
                .allMatch(it -> !it.startsWith("http:"));
        assertThat(asked.getFirst()).isEqualTo("MX example.org");
        assertThat(asked)
                .endsWith(
                        "https://autoconfig.example.org/mail/config-v1.1.xml",
                        "https://example.org/.well-known/autoconfig/mail/config-v1.1.xml");
    }

    @Test
    void anAutoconfigFileWithoutTlsIsOfNoUse() {
        files.put(
                "https://autoconfig.example.org/mail/config-v1.1.xml",
                autoconfig("imap.example.org", "plain", "%EMAILADDRESS%"));
        assertThat(find("jo@example.org")).isInstanceOf(Found.Nothing.class);
    }

    @Test
    void entitiesOfAnAutoconfigFileAreNotFetchedAndDoNotGrow() {
        String file =
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\"><!ENTITY b"
                        + " \"&a;&a;&a;&a;\">]>"
                        + autoconfig("&a;&b;.example.org", "SSL", "x");
        assertThat(Autoconfig.of(file.getBytes(StandardCharsets.UTF_8), "jo@example.org"))
                .isEmpty();
    }

    @Test
    void whatAnAutoconfigFileSaysOfItsEncodingDoesNotMatter() {
        String file = autoconfig("imap.example.org", "SSL", "x");
        for (String head :
                List.of(
                        "\uFEFF",
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
                        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>")) {
            byte[] octets = (head + file).getBytes(StandardCharsets.UTF_8);
            assertThat(Autoconfig.of(octets, "jo@example.org")).as(head).isPresent();
        }
        byte[] latin = ("<!--\u00e4-->" + file).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Autoconfig.of(latin, "jo@example.org")).isPresent();
    }

    @Test
    void whatIsNoXmlIsNoAutoconfigFile() {
        for (String file :
                List.of(
                        "",
                        "<",
                        "<html><body>not found",
                        "\0\1\2",
                        "<a/>",
                        "<!DOCTYPE x [\0]><x/>")) {
            assertThat(Autoconfig.of(file.getBytes(StandardCharsets.UTF_8), "jo@example.org"))
                    .isEmpty();
        }
    }

    @Test
    void everyStepIsToldWhereNothingIsFound() {
        assertThat(find("jo@example.org").steps())
                .hasSize(7)
                .startsWith("MX of example.org: none")
                .contains("SRV of _imaps._tcp.example.org: none");
    }

    @Test
    void aDomainThatIsNoneIsNotLookedUp() {
        assertThat(find("jo@ex ample")).isInstanceOf(Found.Nothing.class);
        assertThat(asked).isEmpty();
    }

    private Found find(String address) {
        DomainRecords dns =
                new DomainRecords() {
                    @Override
                    public Records<String> mailExchangers(String domain) {
                        asked.add("MX " + domain);
                        return new Records.Known<>(exchangers.getOrDefault(domain, List.of()));
                    }

                    @Override
                    public Records<Service> services(String name) {
                        asked.add("SRV " + name);
                        return new Records.Known<>(services.getOrDefault(name, List.of()));
                    }
                };
        WellKnown web =
                place -> {
                    asked.add(place.toString());
                    return file(place);
                };
        return new Discovery(PRESETS::byDomain, DiscoveryTest::byExchanger, dns, web).find(address);
    }

    private Optional<byte[]> file(URI place) {
        return Optional.ofNullable(files.get(place.toString()))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<ProviderPreset> byExchanger(String host) {
        return host.endsWith(".google.com") ? PRESETS.byName("gmail") : Optional.empty();
    }

    private static String autoconfig(String imap, String socketType, String user) {
        return """
        <clientConfig version="1.1"><emailProvider id="example.org">
        <incomingServer type="pop3"><hostname>pop.example.org</hostname><port>995</port>
        <socketType>SSL</socketType></incomingServer>
        <incomingServer type="imap"><hostname>%s</hostname><port>993</port>
        <socketType>%s</socketType><username>%s</username>
        <authentication>password-cleartext</authentication></incomingServer>
        </emailProvider></clientConfig>
        """
                .formatted(imap, socketType, user);
    }
}
