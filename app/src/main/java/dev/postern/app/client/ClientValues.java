package dev.postern.app.client;

import dev.postern.app.trust.RootCertificate;
import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** All that templates may name. Every name is there; what makes no sense has an empty text. */
public final class ClientValues {
    private static final int LINE_OF_BASE64 = 64;

    private final Map<String, ClientValue> values = new HashMap<>();

    private ClientValues() {}

    /**
     * Of one mailbox and one program.
     *
     * @param endpoints one for each protocol that the program is to speak
     * @param fullName of the person; empty: nobody has said
     * @param passwordCommand the line that prints the password of the app of this name
     */
    public static ClientValues of(
            Account account,
            String fullName,
            Map<Protocol, Endpoint> endpoints,
            RootCertificate root,
            Function<String, String> passwordCommand) {
        ClientValues values = new ClientValues();
        String address = account.address();
        values.text("address", address);
        values.text("domain", address.substring(address.indexOf('@') + 1));
        values.text("account", account.name());
        values.plain("account.key", account.name().replaceAll("[^a-z0-9]", "_"));
        values.choice("name", !fullName.isEmpty());
        values.text("name.text", fullName);
        boolean needsRoot = endpoints.values().stream().anyMatch(Endpoint::needsLocalRoot);
        values.choice("root", needsRoot);
        values.text("root.file", root.file().toString());
        values.text("root.fingerprint", root.fingerprint());
        values.text("root.name", root.name());
        values.plain("root.base", base64(root));
        for (String part : new String[] {"profile", "mail", "authority"}) {
            values.text("uuid." + part, uuid(part, address));
        }
        for (Protocol protocol : Protocol.values()) {
            values.endpoint(
                    protocol.word(),
                    Optional.ofNullable(endpoints.get(protocol)),
                    address,
                    passwordCommand);
        }
        return values;
    }

    private void endpoint(
            String name,
            Optional<Endpoint> endpoint,
            String user,
            Function<String, String> passwordCommand) {
        choice(name, endpoint.isPresent());
        for (Encryption way : Encryption.values()) {
            choice(
                    name + "." + way.word(),
                    endpoint.filter(it -> it.encryption() == way).isPresent());
        }
        choice(name + ".encrypted", endpoint.filter(it -> isEncrypted(it)).isPresent());
        choice(name + ".root", endpoint.filter(Endpoint::needsLocalRoot).isPresent());
        String app = endpoint.map(it -> it.app().name()).orElse("");
        String host = endpoint.map(Endpoint::host).orElse("");
        text(name + ".app", app);
        text(name + ".host", host);
        values.put(name + ".port", new ClientValue.Port(endpoint.map(Endpoint::port).orElse(0)));
        text(name + ".user", user);
        String inUrl = URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
        boolean tls = endpoint.filter(it -> it.encryption() == Encryption.TLS).isPresent();
        String scheme = name + (tls ? "s" : "") + "://";
        String authority = bracketed(host) + ":" + endpoint.map(Endpoint::port).orElse(0);
        text(name + ".url", scheme + authority);
        text(name + ".urlWithUser", scheme + inUrl + "@" + authority);
        text(name + ".credential", name + "://" + authority);
        text(name + ".userInCurl", user.replace("\\", "\\\\").replace("\"", "\\\""));
        String command = app.isEmpty() ? "" : passwordCommand.apply(app);
        values.put(name + ".password", new ClientValue.Command(command));
        plain(name + ".passwordLine", command);
    }

    /** RFC 3986 3.2.2. */
    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    private static boolean isEncrypted(Endpoint endpoint) {
        return endpoint.encryption() != Encryption.NONE;
    }

    ClientValue value(String name) {
        ClientValue value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("a template names " + name + ", which nobody knows");
        }
        return value;
    }

    boolean isTrue(String name) {
        return value(name) instanceof ClientValue.Choice(boolean isSo) && isSo;
    }

    /** Whether the program must be told to believe the local authority. */
    public boolean needsRoot() {
        return isTrue("root");
    }

    private void text(String name, String text) {
        values.put(name, new ClientValue.Text(text));
    }

    private void plain(String name, String text) {
        values.put(name, new ClientValue.Plain(text));
    }

    private void choice(String name, boolean isSo) {
        values.put(name, new ClientValue.Choice(isSo));
    }

    private static String base64(RootCertificate root) {
        try {
            return Base64.getMimeEncoder(LINE_OF_BASE64, new byte[] {'\n'})
                    .encodeToString(root.certificate().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has no encoding", e);
        }
    }

    /** The same each time, so that a profile that is installed again takes the place of itself. */
    private static String uuid(String part, String address) {
        return UUID.nameUUIDFromBytes(
                        "postern %s %s".formatted(part, address).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
