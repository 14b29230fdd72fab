package dev.postern.app.doctor;

import dev.postern.config.Configuration;
import dev.postern.core.server.ListenerSpec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates that mail programs are shown.
 *
 * @param root of the local authority
 */
public record CertificatesExamination(Configuration configuration, Path root, Instant now)
        implements Examination {

    private static final String SUBJECT = "certificate";

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (Files.exists(root)) {
            findings.add(
                    look(
                            root,
                            "Mail programs believe the bridge no longer when it is over.",
                            "postern vault status, and ask on the project's page: the authority"
                                    + " must be made anew"));
        }
        for (ListenerSpec spec : configuration.listeners()) {
            spec.certificate()
                    .ifPresent(files ->
                            findings.add(
                                    look(
                                            files.chain(),
                                            "Mail programs refuse to connect to port %d when it is over."
                                                    .formatted(spec.port()),
                                            "Renew it and write it to the same file; the bridge"
                                                    + " takes it over by itself")));
        }
        return findings;
    }

    private Finding look(Path file, String cause, String mend) {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
            return Expiry.finding(
                    SUBJECT,
                    file.toString(),
                    certificate.getNotAfter().toInstant(),
                    now,
                    cause,
                    mend);
        } catch (IOException | CertificateException unreadable) {
            return Finding.fault(
                    SUBJECT, "%s cannot be read (%s)".formatted(file, unreadable), cause, mend);
        }
    }
}
