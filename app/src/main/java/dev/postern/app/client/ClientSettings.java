package dev.postern.app.client;

import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.server.ListenerSpec;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person types into a mail program.
 *
 * @param user the user name
 * @param servers the listeners that the app may use
 * @param certificate of the authority that the program may have to be told to trust
 */
public record ClientSettings(String user, List<Server> servers, Path certificate) {

    /**
     * One listener.
     *
     * @param security as the configuration writes it
     */
    public record Server(String protocol, String host, int port, String security) {}

    public static ClientSettings of(
            App app, Account account, Configuration configuration, Path certificate) {
        return new ClientSettings(
                account.address(),
                configuration.listeners().stream()
                        .filter(spec -> spec.device().isEmpty())
                        .filter(spec -> app.policy().protocols().contains(spec.protocol()))
                        .map(ClientSettings::server)
                        .toList(),
                certificate);
    }

    private static Server server(ListenerSpec spec) {
        return new Server(spec.protocol().word(), host(spec), spec.port(), spec.security().word());
    }

    /** What a program on this machine connects to. */
    static String host(ListenerSpec spec) {
        // The certificate of the local authority is for this name too.
        return spec.addresses().stream().anyMatch(ClientSettings::reachesLoopback)
                ? "localhost"
                : spec.addresses().getFirst();
    }

    private static boolean reachesLoopback(String literal) {
        InetAddress address = new InetSocketAddress(literal, 0).getAddress();
        return address.isLoopbackAddress() || address.isAnyLocalAddress();
    }

    /** Lines for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            List<Server> ofProtocol =
                    servers.stream().filter(it -> it.protocol().equals(protocol.word())).toList();
            if (ofProtocol.isEmpty()) {
                continue;
            }
            lines.add(
                    switch (protocol) {
                        case IMAP -> "  Incoming mail (IMAP)";
                        case SMTP -> "  Outgoing mail (SMTP)";
                    });
            String between = "";
            for (Server server : ofProtocol) {
                lines.add(
                        "    %sserver %s, port %d, security %s"
                                .formatted(
                                        between, server.host(), server.port(), forPeople(server)));
                between = "or  ";
            }
            lines.add("    user name %s, authentication: normal password".formatted(user));
        }
        if (servers.stream().anyMatch(server -> server.security().equals("tls"))) {
            lines.add(
                    "  If the program does not trust the certificate, import this one (postern"
                            + " trust says how):");
            lines.add("    " + certificate);
        }
        return lines;
    }

    private static String forPeople(Server server) {
        for (ListenerSecurity security : ListenerSecurity.values()) {
            if (security.word().equals(server.security())) {
                return switch (security) {
                    case TLS -> "SSL/TLS";
                    case STARTTLS_REQUIRED -> "STARTTLS";
                    case STARTTLS_OPTIONAL -> "none or STARTTLS";
                    case NONE -> "none";
                };
            }
        }
        return server.security();
    }
}
