package dev.postern.app.check;

import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.secret.Secret;
import dev.postern.core.upstream.UpstreamTrust;

import jakarta.mail.MessagingException;
import jakarta.mail.Service;
import jakarta.mail.Session;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Logs in with Jakarta Mail, which shares no code with our dialogues.
 *
 * @param ehloName what it calls itself in EHLO
 */
record JakartaMailLogin(String ehloName) {

    /** For each single step; Jakarta Mail has no other. */
    private static final Duration STEP = Duration.ofSeconds(10);

    /** For all steps together: more than our own client has, so that it is not the hastier one. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** It knows XOAUTH2 only. */
    static final String FOR_TOKENS = "XOAUTH2";

    static final String UNKNOWN = "not tried: it does not know the mechanism ";

    private static final String FOR_PASSWORDS = "PLAIN LOGIN";

    /** Waits for the login, and gives what went wrong; empty if nothing did. */
    Optional<String> fault(Protocol protocol, Upstream upstream, Secret secret, SecretKind kind) {
        if (kind == SecretKind.TOKEN
                && upstream.mechanism().filter(only -> !only.equals(FOR_TOKENS)).isPresent()) {
            return Optional.of(UNKNOWN + upstream.mechanism().orElseThrow());
        }
        FutureTask<Optional<String>> login =
                new FutureTask<>(() -> tried(protocol, upstream, secret, kind));
        Thread thread = Thread.ofVirtual().start(login);
        try {
            return login.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            // Ends the socket's waiting, too.
            thread.interrupt();
            return Optional.of("no login within %d s".formatted(DEADLINE.toSeconds()));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } catch (ExecutionException failed) {
            return Optional.of(sentence(Objects.requireNonNullElse(failed.getCause(), failed)));
        }
    }

    private Optional<String> tried(
            Protocol protocol, Upstream upstream, Secret secret, SecretKind kind)
            throws IOException, GeneralSecurityException, MessagingException {
        String scheme = protocol.word() + (upstream.tls() == UpstreamTls.IMPLICIT ? "s" : "");
        Session session = Session.getInstance(properties("mail." + scheme, upstream, kind));
        Service service =
                switch (protocol) {
                    case IMAP -> session.getStore(scheme);
                    case SMTP -> session.getTransport(scheme);
                };
        try {
            service.connect(upstream.host(), upstream.port(), upstream.user(), secret.revealText());
            return Optional.empty();
        } finally {
            leave(service);
        }
    }

    private static void leave(Service service) {
        try {
            service.close();
        } catch (MessagingException impolite) {
            // The login is what counts.
        }
    }

    private Properties properties(String prefix, Upstream upstream, SecretKind kind)
            throws IOException, GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {UpstreamTrust.of(upstream.trust())}, null);
        Properties properties = new Properties();
        properties.put(prefix + ".ssl.socketFactory", tls.getSocketFactory());
        properties.setProperty(
                prefix + ".ssl.checkserveridentity",
                upstream.trust() instanceof Trust.Pinned ? "false" : "true");
        properties.setProperty(prefix + ".ssl.protocols", "TLSv1.2 TLSv1.3");
        properties.setProperty(prefix + ".starttls.enable", "true");
        properties.setProperty(prefix + ".starttls.required", "true");
        properties.setProperty(prefix + ".connectiontimeout", String.valueOf(STEP.toMillis()));
        properties.setProperty(prefix + ".timeout", String.valueOf(STEP.toMillis()));
        properties.setProperty(prefix + ".auth", "true");
        properties.setProperty(
                prefix + ".auth.mechanisms",
                switch (kind) {
                    case PASSWORD -> upstream.mechanism().orElse(FOR_PASSWORDS);
                    case TOKEN -> FOR_TOKENS;
                });
        properties.setProperty(prefix + ".localhost", ehloName);
        return properties;
    }

    /** Its exceptions say what they were doing, and their causes why it failed. */
    private static String sentence(Throwable failed) {
        StringBuilder sentence = new StringBuilder(words(failed));
        for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            String words = words(cause);
            if (sentence.indexOf(words) < 0) {
                sentence.append("; ").append(words);
            }
        }
        return sentence.toString();
    }

    private static String words(Throwable failed) {
        String message = failed.getMessage();
        return message == null || message.isBlank() ? failed.getClass().getSimpleName() : message;
    }
}
