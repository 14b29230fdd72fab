package dev.postern.config;

import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a provider, so that nobody has to look it up.
 *
 * @param name short, for the command line
 * @param title as people know it
 * @param domains of the addresses that it gives out; in lower case
 * @param mailExchangers names below which the MX hosts of its customers' domains are; in lower case
 * @param remark a sentence on where its credential comes from
 * @param oauth empty: it has none that programs like this one could use
 */
public record ProviderPreset(
        String name,
        String title,
        List<String> domains,
        List<String> mailExchangers,
        Server imap,
        Server smtp,
        SignIn signIn,
        String remark,
        Optional<OauthPreset> oauth) {

    public ProviderPreset {
        domains = List.copyOf(domains);
        mailExchangers = List.copyOf(mailExchangers);
    }

    /** One server; its certificate is verified with the authorities of the runtime. */
    public record Server(String host, int port, UpstreamTls tls) {}

    /** What the provider takes from a program that is not its own. */
    public enum SignIn {
        /** The password that its web site takes too. */
        PASSWORD,
        /** A password that people make for one program, on the provider's web site. */
        APP_PASSWORD,
        /** OAuth 2.0 tokens and nothing else. */
        OAUTH_ONLY
    }

    public Server server(Protocol protocol) {
        return switch (protocol) {
            case IMAP -> imap;
            case SMTP -> smtp;
        };
    }

    /** The server of {@code protocol} for somebody whom the provider knows as {@code user}. */
    public Upstream upstream(Protocol protocol, String user) {
        Server server = server(protocol);
        return new Upstream(
                server.host(),
                server.port(),
                server.tls(),
                new Trust.RuntimeAuthorities(),
                user,
                Optional.empty());
    }
}
