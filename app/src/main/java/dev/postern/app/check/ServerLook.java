package dev.postern.app.check;

import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Upstream;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a server looks like from here, without a login.
 *
 * @param cause what is wrong with it, a sentence; empty if nothing is
 * @param next what to do about that, a sentence
 * @param valid when all of its certificates are; empty if it has shown none
 */
public record ServerLook(String cause, String next, Optional<Validity> valid) {

    /** From the youngest certificate's first moment to the last one of that which ends first. */
    public record Validity(Instant from, Instant until) {

        static Validity of(List<X509Certificate> chain) {
            return new Validity(
                    chain.stream()
                            .map(certificate -> certificate.getNotBefore().toInstant())
                            .max(Comparator.naturalOrder())
                            .orElseThrow(),
                    chain.stream()
                            .map(certificate -> certificate.getNotAfter().toInstant())
                            .min(Comparator.naturalOrder())
                            .orElseThrow());
        }
    }

    /** Looks. Says nothing to the server that anybody may not hear. */
    public static ServerLook at(Account account, Protocol protocol, Upstream server, Instant now) {
        Finding finding = new ServerProbe(protocol, server).look();
        if (finding instanceof Finding.Certificates(var chain)) {
            Explanation fault =
                    new CertificateFaults(server, now).in(chain).orElse(Explanation.NONE);
            return new ServerLook(fault.cause(), fault.next(), Optional.of(Validity.of(chain)));
        }
        Explanation explanation =
                new Diagnosis(account, protocol, server, SecretKind.PASSWORD).of(finding, "");
        return new ServerLook(explanation.cause(), explanation.next(), Optional.empty());
    }

    /** Whether a login could be tried. */
    public boolean isWell() {
        return cause.isEmpty();
    }
}
