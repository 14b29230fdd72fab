package dev.postern.app.bridge;

import dev.postern.core.server.ListenerSpec.CertificateFiles;
import dev.postern.core.server.ListenerTls;
import dev.postern.core.server.TlsVersions;
import dev.postern.core.tls.LeafCertificate;

import io.netty.handler.ssl.SslProvider;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;

import javax.net.ssl.SSLException;

/** A listener's own certificate, read again when its files have changed. */
final class FileCertificate implements ShownCertificate, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileCertificate.class);

    private final CertificateFiles files;
    private final ListenerTls tls;

    /** Of the files that were read last, whether they could be used or not. */
    private List<FileLook> taken;

    private List<FileLook> latest;

    FileCertificate(SslProvider provider, TlsVersions versions, CertificateFiles files)
            throws UnusableCertificateException {
        this.files = files;
        taken = look();
        latest = taken;
        try {
            tls = new ListenerTls(provider, versions, CertificateReader.read(files));
        } catch (SSLException refused) {
            throw new UnusableCertificateException(files, refused);
        }
    }

    ListenerTls tls() {
        return tls;
    }

    @Override
    public void refresh() {
        List<FileLook> now = look();
        if (!now.equals(latest)) {
            // Whoever is writing two files is not done with both: wait for the next look.
            latest = now;
            return;
        }
        try {
            take(now);
        } catch (UnusableCertificateException unusable) {
            LOG.atWarn()
                    .addKeyValue("reason", unusable.getMessage())
                    .log("A changed certificate can't be used; the one before stays");
        }
    }

    /**
     * Takes over what the files have now, because somebody says that they are done with them.
     *
     * @throws UnusableCertificateException if that can't be used; the one before stays
     */
    void refreshNow() throws UnusableCertificateException {
        latest = look();
        take(latest);
    }

    private void take(List<FileLook> now) throws UnusableCertificateException {
        if (now.equals(taken)) {
            return;
        }
        taken = now;
        LeafCertificate certificate = CertificateReader.read(files);
        try {
            tls.show(certificate);
        } catch (SSLException refused) {
            throw new UnusableCertificateException(files, refused);
        }
        LOG.atInfo()
                .addKeyValue("file", files.chain())
                .addKeyValue("certificate", certificate)
                .log("Took over a changed certificate; new connections are shown it");
    }

    /** When no listener uses it any more. */
    @Override
    public void close() {
        tls.close();
    }

    /** Of the files that are there. */
    private List<FileLook> look() {
        try {
            return List.of(FileLook.at(files.chain()), FileLook.at(files.key()));
        } catch (IOException missing) {
            return List.of();
        }
    }
}
