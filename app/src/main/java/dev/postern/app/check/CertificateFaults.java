package dev.postern.app.check;

import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.upstream.UpstreamTrust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says why a server's certificates are not believed. Only for explaining: who is believed is
 * decided by TLS itself.
 *
 * @param server whose they should be
 * @param now by this machine's clock
 */
record CertificateFaults(Upstream server, Instant now) {

    /** The kind of key exchange, which no trust manager needs in TLS 1.3. */
    private static final String ANY_EXCHANGE = "UNKNOWN";

    /** RFC 5280 4.2.1.6: the kinds of name that servers have. */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    Optional<Explanation> in(List<X509Certificate> chain) {
        X509Certificate own = chain.getFirst();
        if (server.trust() instanceof Trust.Pinned(String pin)) {
            return fingerprint(own).equals(pin)
                    ? Optional.empty()
                    : Optional.of(otherThanPinned(own, pin));
        }
        return chain.stream()
                .flatMap(certificate -> dates(certificate).stream())
                .findFirst()
                .or(() -> otherName(own))
                .or(() -> notBelieved(chain));
    }

    private Explanation otherThanPinned(X509Certificate own, String pin) {
        return new Explanation(
                "%s shows another certificate than the pinned one: expected SHA-256 %s, found %s."
                        .formatted(server.authority(), pin, fingerprint(own)),
                "If the server has a new certificate, compare this fingerprint with the one that"
                        + " the server's owner tells, and set pin_sha256. Otherwise somebody else"
                        + " answers: try another network.");
    }

    private Optional<Explanation> dates(X509Certificate certificate) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isBefore(from)) {
            return Optional.of(
                    new Explanation(
                            "The certificate of %s is valid from %s only; the clock of this machine says %s."
                                    .formatted(server.authority(), from, now),
                            "Set the clock of this machine, and check again."));
        }
        return now.isAfter(until)
                ? Optional.of(
                        new Explanation(
                                "The certificate of %s has expired on %s; the clock of this machine says %s."
                                        .formatted(server.authority(), until, now),
                                "If the clock is right, only who runs the server can help: it needs"
                                        + " a new certificate."))
                : Optional.empty();
    }

    private Optional<Explanation> otherName(X509Certificate own) {
        List<String> names = names(own);
        return names.stream().anyMatch(this::isForServer)
                ? Optional.empty()
                : Optional.of(
                        new Explanation(
                                "The certificate of %s is for %s, not for %s."
                                        .formatted(
                                                server.authority(),
                                                names.isEmpty()
                                                        ? "no name at all"
                                                        : String.join(", ", names),
                                                server.host()),
                                "Use as `host` the name that the provider publishes. If that is the"
                                        + " one you have, somebody else answers: try another"
                                        + " network."));
    }

    private boolean isForServer(String name) {
        String host = server.host().toLowerCase(Locale.ROOT);
        int dot = host.indexOf('.');
        return name.equals(host)
                || (name.startsWith("*.")
                        && dot > 0
                        && name.substring(1).equals(host.substring(dot)));
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream().flatMap(CertificateFaults::nameOfServer).toList();
        } catch (CertificateParsingException malformed) {
            return List.of();
        }
    }

    private static Stream<String> nameOfServer(List<?> name) {
        return name.get(0) instanceof Integer kind
                        && (kind == DNS_NAME || kind == IP_ADDRESS)
                        && name.get(1) instanceof String text
                ? Stream.of(text.toLowerCase(Locale.ROOT))
                : Stream.empty();
    }

    private Optional<Explanation> notBelieved(List<X509Certificate> chain) {
        try {
            UpstreamTrust.of(server.trust())
                    .checkServerTrusted(chain.toArray(X509Certificate[]::new), ANY_EXCHANGE);
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of(
                    new Explanation(
                            "The file with the extra authority cannot be read: " + unreadable,
                            "Correct ca_file, or its permissions."));
        } catch (GeneralSecurityException notBelieved) {
            return Optional.of(whyNot(notBelieved, chain));
        }
    }

    private Explanation whyNot(GeneralSecurityException notBelieved, List<X509Certificate> chain) {
        Throwable fault = notBelieved;
        while (fault.getCause() != null && !isOfPath(fault)) {
            fault = fault.getCause();
        }
        return switch (fault) {
            case CertPathBuilderException ignored -> unknownIssuer(chain);
            case CertPathValidatorException it
                    when it.getReason() == PKIXReason.NO_TRUST_ANCHOR
                            || it.getReason() == BasicReason.INVALID_SIGNATURE ->
                    unknownIssuer(chain);
            case CertPathValidatorException it
                    when it.getReason() == BasicReason.ALGORITHM_CONSTRAINED ->
                    new Explanation(
                            "The certificate of %s can be forged: %s."
                                    .formatted(server.authority(), it.getMessage()),
                            "Only who runs the server can help: it needs a new certificate, with an"
                                + " RSA key of 2048 bits or an EC key of 256 at least, and signed"
                                + " with SHA-256 or better. "
                                    + orPin(chain));
            default ->
                    new Explanation(
                            "The certificate of %s does not hold: %s."
                                    .formatted(server.authority(), fault.getMessage()),
                            "Only who runs the server can help: it needs a certificate that is made"
                                    + " for a mail server, by an authority that may make it. "
                                    + orPin(chain));
        };
    }

    private static boolean isOfPath(Throwable fault) {
        return fault instanceof CertPathBuilderException
                || fault instanceof CertPathValidatorException;
    }

    private Explanation unknownIssuer(List<X509Certificate> chain) {
        return new Explanation(
                "The certificate of %s was signed by %s, whom this machine does not believe."
                        .formatted(server.authority(), chain.getLast().getIssuerX500Principal()),
                "In a hotel, train or office, sign in to the network in a browser first. If an"
                    + " antivirus program looks into mail, switch that off. If the server is your"
                    + " own, name its authority with ca_file (--ca-file), or compare this"
                    + " fingerprint with the server's and pin it with pin_sha256 (--pin): "
                        + fingerprint(chain.getFirst()));
    }

    private static String orPin(List<X509Certificate> chain) {
        return "If the server is your own and cannot have one, compare this fingerprint with the"
                + " server's and pin it with pin_sha256 (--pin): "
                + fingerprint(chain.getFirst());
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(certificate.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a certificate that came by TLS", impossible);
        }
    }
}
