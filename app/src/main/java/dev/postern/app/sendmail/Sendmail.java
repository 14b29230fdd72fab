package dev.postern.app.sendmail;

import dev.postern.core.server.ListenerSpec;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Reads one message and submits it.
 *
 * @param listeners of the bridge
 * @param root of the bridge's local authority
 * @param login with a user
 * @param own the address of the account that the user is of
 */
public record Sendmail(List<ListenerSpec> listeners, Path root, SubmissionLogin login, String own) {

    public Sendmail {
        listeners = List.copyOf(listeners);
    }

    /** Returns once the provider has taken the message for all recipients. */
    public void send(SendmailOptions options, InputStream input) throws SendmailException {
        Message message = Message.parse(MessageReader.read(input, options));
        Envelope envelope =
                Envelope.of(options, message, own, ZonedDateTime.now(ZoneId.systemDefault()));
        SubmissionServer server = SubmissionServer.among(listeners, root);
        new Submission(server, login.user().orElse(own), login.password()).send(envelope);
    }
}
