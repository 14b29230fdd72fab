package dev.postern.app.command;

import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider's server as people type it: {@code imap.example.org}, {@code imap.example.org:993},
 * {@code [::1]:993}.
 */
record ServerOption(String host, Optional<Integer> port) {
    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^:/@\\s\\[\\]]+))(?::([0-9]{1,5}))?");

    /** Where providers begin in plaintext and go on in TLS. */
    private static final Set<Integer> STARTTLS_PORTS = Set.of(25, 143, 587);

    private static final int LARGEST_PORT = 65535;

    static ServerOption read(String option, String text) throws CommandException {
        Matcher form = FORM.matcher(text);
        int port = form.matches() && form.group(3) != null ? Integer.parseInt(form.group(3)) : 1;
        if (!form.matches() || port < 1 || port > LARGEST_PORT) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s: expected a host, or host:port with a port of 1 to 65535, found %s."
                            .formatted(option, text));
        }
        String host = form.group(1) == null ? form.group(2) : form.group(1);
        return new ServerOption(host, form.group(3) == null ? Optional.empty() : Optional.of(port));
    }

    /**
     * @param tls {@code implicit} or {@code starttls}; null: what fits the port
     */
    Upstream upstream(
            String option, Protocol protocol, @Nullable String tls, Trust trust, String user)
            throws CommandException {
        UpstreamTls kind = tls(option, tls);
        return new Upstream(
                host, port.orElse(usualPort(protocol, kind)), kind, trust, user, Optional.empty());
    }

    private UpstreamTls tls(String option, @Nullable String word) throws CommandException {
        if (word == null) {
            return port.filter(STARTTLS_PORTS::contains).isPresent()
                    ? UpstreamTls.STARTTLS
                    : UpstreamTls.IMPLICIT;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "implicit" -> UpstreamTls.IMPLICIT;
            case "starttls" -> UpstreamTls.STARTTLS;
            default ->
                    throw new CommandException(
                            ExitCode.USAGE,
                            "%s: expected implicit or starttls, found %s.".formatted(option, word));
        };
    }

    /** RFC 8314. */
    private static int usualPort(Protocol protocol, UpstreamTls tls) {
        return switch (protocol) {
            case IMAP -> tls == UpstreamTls.IMPLICIT ? 993 : 143;
            case SMTP -> tls == UpstreamTls.IMPLICIT ? 465 : 587;
        };
    }
}
