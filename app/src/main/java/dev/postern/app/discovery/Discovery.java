package dev.postern.app.discovery;

import dev.postern.app.discovery.DomainRecords.Records;
import dev.postern.app.discovery.Found.Server;
import dev.postern.app.discovery.Found.Standing;
import dev.postern.config.ProviderPreset;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.UpstreamTls;

import java.net.IDN;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Finds the servers of mail addresses. Waits for the network, some seconds at most. */
public final class Discovery {

    private static final List<String> IMAP = List.of("_imaps._tcp", "_imap._tcp");
    private static final List<String> SMTP = List.of("_submissions._tcp", "_submission._tcp");

    private final Function<String, Optional<ProviderPreset>> byDomain;
    private final Function<String, Optional<ProviderPreset>> byMailExchanger;
    private final DomainRecords dns;
    private final WellKnown web;

    /**
     * With its sources.
     *
     * @param byDomain the preset of a mail domain
     * @param byMailExchanger the preset of a host that takes mail
     */
    public Discovery(
            Function<String, Optional<ProviderPreset>> byDomain,
            Function<String, Optional<ProviderPreset>> byMailExchanger,
            SystemDns dns,
            WellKnown web) {
        this(byDomain, byMailExchanger, (DomainRecords) dns, web);
    }

    Discovery(
            Function<String, Optional<ProviderPreset>> byDomain,
            Function<String, Optional<ProviderPreset>> byMailExchanger,
            DomainRecords dns,
            WellKnown web) {
        this.byDomain = byDomain;
        this.byMailExchanger = byMailExchanger;
        this.dns = dns;
        this.web = web;
    }

    /**
     * The servers of a mail address.
     *
     * @param address has an {@code @}
     */
    public Found find(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        Optional<ProviderPreset> known = byDomain.apply(domain);
        if (known.isPresent()) {
            return new Found.Preset(known.get(), List.of(domain + " is of " + known.get().title()));
        }
        Optional<String> ascii = ascii(domain);
        if (ascii.isEmpty()) {
            return new Found.Nothing(List.of(domain + " is no domain"));
        }
        return new Search(ascii.get(), address).run();
    }

    private static Optional<String> ascii(String domain) {
        try {
            return Autoconfig.host(IDN.toASCII(domain));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** One run for one address. */
    private final class Search {
        private final String domain;
        private final String address;
        private final List<String> steps = new ArrayList<>();

        Search(String domain, String address) {
            this.domain = domain;
            this.address = address;
        }

        Found run() {
            return preset().or(this::services)
                    .or(this::autoconfig)
                    .orElseGet(() -> new Found.Nothing(steps));
        }

        private Optional<Found> preset() {
            switch (dns.mailExchangers(domain)) {
                case Records.Failed<String>(String why) ->
                        steps.add("MX of %s: %s".formatted(domain, why));
                case Records.Known<String>(List<String> hosts) when hosts.isEmpty() ->
                        steps.add("MX of %s: none".formatted(domain));
                case Records.Known<String>(List<String> hosts) -> {
                    for (String host : hosts) {
                        Optional<ProviderPreset> found = byMailExchanger.apply(host);
                        if (found.isPresent()) {
                            steps.add(
                                    "MX of %s is %s: %s"
                                            .formatted(domain, shown(host), found.get().title()));
                            return Optional.of(new Found.Preset(found.get(), steps));
                        }
                    }
                    steps.add(
                            "MX of %s is %s: of no provider that Postern knows"
                                    .formatted(domain, shown(hosts.getFirst())));
                }
            }
            return Optional.empty();
        }

        private Optional<Found> services() {
            Optional<Server> imap = service(IMAP);
            Optional<Server> smtp = service(SMTP);
            return imap.isEmpty() && smtp.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Found.Servers(imap, smtp, Optional.empty(), "SRV records", steps));
        }

        /** TLS from the first octet on before STARTTLS (RFC 8314 5.1). */
        private Optional<Server> service(List<String> names) {
            UpstreamTls tls = UpstreamTls.IMPLICIT;
            for (String name : names) {
                Optional<Server> server = service(name + "." + domain, tls);
                if (server.isPresent()) {
                    return server;
                }
                tls = UpstreamTls.STARTTLS;
            }
            return Optional.empty();
        }

        private Optional<Server> service(String name, UpstreamTls tls) {
            return switch (dns.services(name)) {
                case Records.Failed<Service>(String why) -> {
                    steps.add("SRV of %s: %s".formatted(name, why));
                    yield Optional.empty();
                }
                case Records.Known<Service>(List<Service> all) -> {
                    Optional<Server> first =
                            Service.ordered(all, RandomGenerator.getDefault()).stream()
                                    .filter(Service::isOffered)
                                    .flatMap(service ->
                                            Autoconfig.host(service.target())
                                                    .map(host -> server(host, service.port(), tls))
                                                    .stream())
                                    .findFirst();
                    steps.add(
                            "SRV of %s: %s"
                                    .formatted(
                                            name,
                                            first.map(Server::authority)
                                                    .orElse(
                                                            all.isEmpty()
                                                                    ? "none"
                                                                    : "not offered")));
                    yield first;
                }
            };
        }

        private Optional<Found> autoconfig() {
            return Stream.of(
                            "https://autoconfig." + domain + "/mail/config-v1.1.xml",
                            "https://" + domain + "/.well-known/autoconfig/mail/config-v1.1.xml")
                    .flatMap(place -> autoconfig(place).stream())
                    .findFirst();
        }

        private Optional<Found> autoconfig(String place) {
            Optional<byte[]> file =
                    web.fetch(URI.create(place)).filter(it -> it.length <= WellKnown.LARGEST);
            if (file.isEmpty()) {
                steps.add(place + ": nothing there");
                return Optional.empty();
            }
            Optional<Autoconfig> read = Autoconfig.of(file.get(), address);
            if (read.isEmpty()) {
                steps.add(place + ": names no server with TLS");
                return Optional.empty();
            }
            Optional<Autoconfig.Named> imap = named(read.get(), Protocol.IMAP);
            Optional<Autoconfig.Named> smtp = named(read.get(), Protocol.SMTP);
            boolean oauth =
                    Stream.of(imap, smtp).anyMatch(it -> it.isPresent() && it.get().wantsOauth());
            steps.add(place + (oauth ? ": names servers, which take OAuth" : ": names servers"));
            return Optional.of(
                    new Found.Servers(
                            imap.map(it -> server(it.host(), it.port(), it.tls())),
                            smtp.map(it -> server(it.host(), it.port(), it.tls())),
                            imap.or(() -> smtp)
                                    .map(Autoconfig.Named::user)
                                    .filter(user -> !user.equalsIgnoreCase(address)),
                            place,
                            steps));
        }

        private static Optional<Autoconfig.Named> named(Autoconfig file, Protocol protocol) {
            return Optional.ofNullable(file.servers().get(protocol));
        }

        private Server server(String host, int port, UpstreamTls tls) {
            boolean own = host.equals(domain) || host.endsWith("." + domain);
            return new Server(
                    host, port, tls, own ? Standing.OF_THE_DOMAIN : Standing.TO_BE_CONFIRMED);
        }

        /** Names from the DNS can have any octets in them, and this is for a terminal. */
        private static String shown(String host) {
            return Autoconfig.host(host).orElse("a name that is none");
        }
    }
}
