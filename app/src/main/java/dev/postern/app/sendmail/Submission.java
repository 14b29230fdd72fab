package dev.postern.app.sendmail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.app.sendmail.SmtpConnection.Reply;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.secret.Secret;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Arrays;
import java.util.Base64;

import javax.net.ssl.SSLException;

/** Submits one message over SMTP: to all of its recipients, or to none. */
final class Submission {

    private static final byte[] END_OF_MESSAGE = ".\r\n".getBytes(US_ASCII);

    private final SubmissionServer server;
    private final String user;
    private final Secret password;

    Submission(SubmissionServer server, String user, Secret password) {
        this.server = server;
        this.user = user;
        this.password = password;
    }

    void send(Envelope envelope) throws SendmailException {
        try (SmtpConnection connection = new SmtpConnection(server)) {
            connect(connection);
            logIn(connection);
            announce(connection, envelope);
            connection.send(envelope.message());
            finish(connection);
        } catch (ConnectException nobody) {
            throw notSent(
                    Sysexit.TEMPORARY_FAILURE,
                    "no bridge answers on %s (%s). Start it: postern serve"
                            .formatted(server, nobody.getMessage()));
        } catch (SSLException stranger) {
            throw notSent(
                    Sysexit.TEMPORARY_FAILURE,
                    "who answers on %s did not show the bridge's certificate (%s)"
                            .formatted(server, stranger.getMessage()));
        } catch (IOException lost) {
            throw notSent(
                    Sysexit.TEMPORARY_FAILURE,
                    "the connection to the bridge on %s failed (%s)"
                            .formatted(server, lost.getMessage()));
        }
    }

    private void connect(SmtpConnection connection) throws IOException, SendmailException {
        if (server.authority().isPresent() && server.security() == ListenerSecurity.TLS) {
            connection.startTls(server.tls());
        }
        expectGood(connection.reply(), "the bridge does not serve now");
        hello(connection);
        if (server.authority().isPresent() && server.security() != ListenerSecurity.TLS) {
            expectGood(connection.ask("STARTTLS"), "the bridge does not start TLS");
            connection.startTls(server.tls());
            hello(connection);
        }
    }

    private static Reply hello(SmtpConnection connection) throws IOException, SendmailException {
        Reply reply = connection.ask("EHLO localhost");
        expectGood(reply, "EHLO was refused");
        return reply;
    }

    private void logIn(SmtpConnection connection) throws IOException, SendmailException {
        byte[] secret = password.reveal();
        byte[] name = user.getBytes(UTF_8);
        byte[] plain = new byte[name.length + secret.length + 2];
        System.arraycopy(name, 0, plain, 1, name.length);
        System.arraycopy(secret, 0, plain, name.length + 2, secret.length);
        byte[] encoded = Base64.getEncoder().encode(plain);
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        command.writeBytes("AUTH PLAIN ".getBytes(US_ASCII));
        command.writeBytes(encoded);
        command.writeBytes("\r\n".getBytes(US_ASCII));
        byte[] line = command.toByteArray();
        Reply reply = connection.ask(line);
        for (byte[] octets : new byte[][] {secret, plain, encoded, line}) {
            Arrays.fill(octets, (byte) 0);
        }
        if (reply.code() == 535) {
            throw notSent(
                    Sysexit.NO_PERMISSION,
                    "the bridge refused the app password for %s (%s). A new one: postern app add sendmail --protocols smtp; postern sendmail --setup"
                            .formatted(user, reply));
        }
        expectGood(reply, "logging in failed");
    }

    private static void announce(SmtpConnection connection, Envelope envelope)
            throws IOException, SendmailException {
        // Now it is the provider that answers, and what it can do is what counts.
        Reply offers = hello(connection);
        String parameters = parameters(offers, envelope);
        expectGood(
                connection.ask("MAIL FROM:<" + envelope.sender() + ">" + parameters),
                "the sender <%s> was refused".formatted(envelope.sender()));
        for (String recipient : envelope.recipients()) {
            Reply reply = connection.ask("RCPT TO:<" + recipient + ">");
            if (reply.code() == 550 || reply.code() == 551 || reply.code() == 553) {
                throw notSent(
                        Sysexit.NO_USER,
                        "the recipient %s was refused (%s), so nobody gets it"
                                .formatted(recipient, reply));
            }
            expectGood(
                    reply, "the recipient %s was refused, so nobody gets it".formatted(recipient));
        }
        Reply start = connection.ask("DATA");
        expectGood(start, "the message was refused");
        if (start.code() != 354) {
            throw notSent(Sysexit.TEMPORARY_FAILURE, "DATA was answered with " + start);
        }
    }

    private static String parameters(Reply offers, Envelope envelope) throws SendmailException {
        StringBuilder parameters = new StringBuilder();
        if (offers.extension("SIZE").isPresent()) {
            parameters.append(" SIZE=").append(envelope.message().length());
        }
        if (!isAscii(envelope.message()) && offers.extension("8BITMIME").isPresent()) {
            parameters.append(" BODY=8BITMIME");
        }
        if (!isAscii(envelope.sender())
                || !envelope.recipients().stream().allMatch(Submission::isAscii)) {
            if (offers.extension("SMTPUTF8").isEmpty()) {
                throw notSent(
                        Sysexit.UNAVAILABLE,
                        "an address has letters beyond ASCII, and the provider does not offer"
                                + " SMTPUTF8");
            }
            parameters.append(" SMTPUTF8");
        }
        return parameters.toString();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static void finish(SmtpConnection connection) throws SendmailException {
        Reply last;
        try {
            last = connection.ask(END_OF_MESSAGE);
        } catch (IOException lost) {
            throw new SendmailException(
                    Sysexit.TEMPORARY_FAILURE,
                    "It is unknown whether the message was sent: the provider had all of it, and the connection was lost before it answered (%s). Look into the folder of sent mail before you send it again."
                            .formatted(lost.getMessage()));
        }
        expectGood(last, "the message was refused");
        try {
            connection.ask("QUIT");
        } catch (IOException gone) {
            // The message is the provider's already.
        }
    }

    private static void expectGood(Reply reply, String otherwise) throws SendmailException {
        if (!reply.isGood()) {
            Sysexit code = reply.code() < 500 ? Sysexit.TEMPORARY_FAILURE : Sysexit.UNAVAILABLE;
            throw notSent(code, "%s (%s)".formatted(otherwise, reply));
        }
    }

    private static SendmailException notSent(Sysexit code, String why) {
        return new SendmailException(code, "The message was not sent: " + why + ".");
    }
}
