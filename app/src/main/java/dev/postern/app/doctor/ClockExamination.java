package dev.postern.app.doctor;

import dev.postern.config.Configuration;
import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether this machine knows the time: tokens, certificates and `expires` depend on it.
 *
 * @param times asked what time it is
 * @param built when this program was, at the earliest
 */
public record ClockExamination(Configuration configuration, Times times, Optional<Instant> built)
        implements Examination {

    private static final String SUBJECT = "clock";

    /** What an assertion for an authorization server may be off by, at most servers. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    /** Who knows the time. */
    public interface Times {

        Instant here();

        /** What a server says, to the second; empty if it cannot be asked, or does not say. */
        Optional<Instant> at(URI server);

        /** Whether the system says that it keeps the clock; empty if it does not tell. */
        Optional<Boolean> isKept();
    }

    @Override
    public List<Finding> findings() {
        Optional<Instant> younger = built.filter(times.here()::isBefore);
        if (younger.isPresent()) {
            return List.of(
                    wrong(
                            "%s here, and this program was made on %s"
                                    .formatted(times.here(), younger.get())));
        }
        Optional<URI> server = server();
        if (server.isPresent()) {
            Optional<Instant> there = times.at(server.get());
            if (there.isPresent()) {
                return List.of(compared(there.get(), server.get()));
            }
        }
        return List.of(
                times.isKept()
                        .map(kept ->
                                kept
                                        ? Finding.ok(SUBJECT, "kept by the system, which says so")
                                        : Finding.warning(
                                                SUBJECT,
                                                "%s, which nobody keeps right"
                                                        .formatted(times.here()),
                                                "When it is wrong by minutes, tokens and"
                                                        + " certificates are refused.",
                                                "sudo timedatectl set-ntp true"))
                        .orElseGet(() ->
                                Finding.note(
                                        SUBJECT,
                                        "%s; nobody here could be asked whether that is right"
                                                .formatted(times.here()),
                                        "Mail servers do not tell the time.",
                                        "date")));
    }

    private Finding compared(Instant there, URI server) {
        Duration off = Duration.between(there, times.here()).abs();
        if (off.compareTo(TOLERANCE) < 0) {
            return Finding.ok(SUBJECT, "as at " + server.getHost());
        }
        return wrong("%s here, and %s at %s".formatted(times.here(), there, server.getHost()));
    }

    static Finding wrong(String sentence) {
        return Finding.fault(
                SUBJECT,
                sentence,
                "Tokens, certificates and the end of app passwords are judged by this clock.",
                "sudo timedatectl set-ntp true");
    }

    /** One that accounts have to do with anyway, and not behind a proxy. */
    private Optional<URI> server() {
        return configuration.accounts().stream()
                .flatMap(account ->
                        account.credential() instanceof Credential.Oauth oauth
                                ? Optional.of(oauth.server()).stream()
                                : Optional.<AuthorizationServer>empty().stream())
                .filter(server -> server.proxy().isEmpty())
                .map(server -> server.token())
                .filter(uri -> "https".equals(uri.getScheme()))
                .findFirst();
    }
}
