package dev.postern.app.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;

import dev.postern.core.testing.TestAuthority;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/** GreenMail with one mailbox, on free ports of this machine, with TLS. */
public final class DemoProvider implements AutoCloseable {

    public static final String ADDRESS = "ann@example.org";

    private static final int PASSWORD_OCTETS = 12;

    private final GreenMail greenMail;
    private final Path authority;
    private final String password = random();

    public DemoProvider(Path directory) throws IOException {
        TestAuthority certificates = new TestAuthority();
        authority = certificates.writePem(directory);
        Path keys = directory.resolve("provider.p12");
        String keysPassword = random();
        write(certificates.identity("localhost"), keys, keysPassword);
        System.setProperty("greenmail.tls.keystore.file", keys.toString());
        System.setProperty("greenmail.tls.keystore.password", keysPassword);
        greenMail =
                new GreenMail(
                        new ServerSetup[] {
                            ServerSetupTest.IMAPS.dynamicPort(), ServerSetupTest.SMTPS.dynamicPort()
                        });
        greenMail.start();
        greenMail.setUser(ADDRESS, ADDRESS, password);
    }

    private static void write(TestAuthority.Identity identity, Path file, String password)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "provider",
                    identity.key(),
                    password.toCharArray(),
                    new X509Certificate[] {identity.certificate()});
            store.store(out, password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String random() {
        byte[] octets = new byte[PASSWORD_OCTETS];
        new SecureRandom().nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    public int imapPort() {
        return greenMail.getImaps().getPort();
    }

    public int smtpPort() {
        return greenMail.getSmtps().getPort();
    }

    public String password() {
        return password;
    }

    /** What a person types to put the bridge in front of this mailbox. */
    public List<String> accountAddCommand() {
        return List.of(
                "account",
                "add",
                ADDRESS,
                "--imap-host",
                "localhost:" + imapPort(),
                "--smtp-host",
                "localhost:" + smtpPort(),
                "--ca-file",
                authority.toString(),
                "--password-stdin");
    }

    @Override
    public void close() {
        greenMail.stop();
    }
}
