package dev.postern.app.trust;

import java.util.List;
import java.util.regex.Pattern;

/** For each platform, and for each program that has roots of its own. */
public final class Instructions {

    /** What shells and configuration files take as it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./\\\\:@%+=,-]+");

    private Instructions() {}

    /** Platforms first. */
    public static List<Instruction> of(RootCertificate root) {
        String file = quoted(root.file().toString());
        String name = root.name();
        return List.of(
                new Instruction(
                        "debian",
                        "Debian, Ubuntu and what is made of them",
                        SystemAnchors.DEBIAN.commands(root)),
                new Instruction(
                        "fedora", "Fedora, RHEL, CentOS", SystemAnchors.FEDORA.commands(root)),
                new Instruction(
                        "macos",
                        "macOS, with Mail, Safari and Chrome; asks for your password",
                        "security add-trusted-cert -r trustRoot -k"
                                + " ~/Library/Keychains/login.keychain-db "
                                + file),
                new Instruction(
                        "windows",
                        "Windows, with Outlook, Edge and Chrome; asks you to confirm",
                        "certutil -user -addstore Root " + file),
                mozilla("thunderbird", "Thunderbird", file, name),
                mozilla("firefox", "Firefox", file, name),
                new Instruction(
                        "java",
                        "Java; run the keytool of the Java that the program runs on",
                        "keytool -importcert -cacerts -noprompt -storepass changeit -alias %s -file %s"
                                .formatted(name, file),
                        "# or, for a program that talks to the bridge only, a store of its own:",
                        "keytool -importcert -keystore postern.p12 -noprompt -storepass changeit -alias %s -file %s"
                                .formatted(name, file),
                        "java -Djavax.net.ssl.trustStore=postern.p12"
                                + " -Djavax.net.ssl.trustStorePassword=changeit ..."),
                mutt("mutt", file),
                mutt("neomutt", file),
                new Instruction(
                        "mbsync",
                        "mbsync (isync); in the IMAPAccount of ~/.mbsyncrc",
                        "CertificateFile " + file),
                new Instruction(
                        "msmtp", "msmtp; in the account of ~/.msmtprc", "tls_trust_file " + file),
                new Instruction(
                        "offlineimap",
                        "OfflineIMAP; in the remote [Repository] of ~/.offlineimaprc",
                        "sslcacertfile = " + root.file()),
                new Instruction(
                        "fetchmail",
                        "fetchmail; in the server's entry of ~/.fetchmailrc",
                        "sslcertfile " + file),
                new Instruction(
                        "curl", "curl", "curl --cacert %s imaps://localhost:1993".formatted(file)),
                new Instruction(
                        "python",
                        "Python; the context goes to imaplib or smtplib",
                        "ssl.create_default_context(cafile=\"%s\")"
                                .formatted(root.file().toString().replace('\\', '/'))),
                new Instruction(
                        "node",
                        "Node.js; in the environment of the program",
                        "NODE_EXTRA_CA_CERTS=" + file),
                new Instruction(
                        "git",
                        "git send-email",
                        "git config --global sendemail.smtpSSLCertPath " + file));
    }

    private static Instruction mozilla(String name, String title, String file, String nickname) {
        return new Instruction(
                name,
                title
                        + "; on Windows and macOS it asks the platform, on Linux it has its own"
                        + " store",
                "Settings > Privacy & Security > Manage Certificates > Authorities > Import",
                "    choose " + file,
                "    and tick: Trust this CA to identify websites",
                "# or close it, and have certutil (Debian: libnss3-tools, Fedora: nss-tools) do"
                        + " it;",
                "# PROFILE is the profile's directory, shown by Help > Troubleshooting"
                        + " Information:",
                "certutil -A -d sql:PROFILE -n %s -t C,, -i %s".formatted(nickname, file));
    }

    private static Instruction mutt(String name, String file) {
        return new Instruction(
                name,
                "%s; in ~/.%src (%s -v says which library it was built with)"
                        .formatted(name, name, name),
                "# with GnuTLS, as Debian and Ubuntu build it; one file for all servers:",
                "set ssl_ca_certificates_file = " + file,
                "# with OpenSSL, which writes into the file too, so it gets a copy:",
                "cat %s >> ~/.mutt_certificates".formatted(file),
                "set certificate_file = ~/.mutt_certificates");
    }

    static String quoted(String path) {
        return PLAIN.matcher(path).matches() ? path : '"' + path + '"';
    }
}
