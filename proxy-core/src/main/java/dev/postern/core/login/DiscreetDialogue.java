package dev.postern.core.login;

import dev.postern.core.secret.Secret;

import java.util.Optional;

/**
 * A login of which nobody reads the secret in what the provider said: some repeat what they do not
 * like, and that is shown in logs, by commands, and as an alert to the client.
 *
 * @param secret what it logs in with; its owner wipes it after the result
 */
public record DiscreetDialogue(UpstreamDialogue dialogue, Secret secret)
        implements UpstreamDialogue {

    @Override
    public Turn<UpstreamOutcome> opened() {
        return discreet(dialogue.opened());
    }

    @Override
    public Turn<UpstreamOutcome> line(byte[] line) {
        return discreet(dialogue.line(line));
    }

    @Override
    public Turn<UpstreamOutcome> octets(byte[] octets) {
        return discreet(dialogue.octets(octets));
    }

    @Override
    public Turn<UpstreamOutcome> secured() {
        return discreet(dialogue.secured());
    }

    @Override
    public Turn<UpstreamOutcome> malformed(Malformed what) {
        return discreet(dialogue.malformed(what));
    }

    private Turn<UpstreamOutcome> discreet(Turn<UpstreamOutcome> turn) {
        return turn.next()
                        instanceof Next.Done<UpstreamOutcome>(UpstreamOutcome said, String unread)
                ? new Turn<>(turn.say(), new Next.Done<>(discreet(said), unread))
                : turn;
    }

    private UpstreamOutcome discreet(UpstreamOutcome outcome) {
        Repetition repetition = new Repetition(secret);
        return switch (outcome) {
            case UpstreamReady ready ->
                    new UpstreamReady(
                            ready.offers(),
                            ready.alerts().stream().map(repetition::hidden).toList(),
                            ready.coding());
            case UpstreamFailure.Unreachable(String detail) ->
                    new UpstreamFailure.Unreachable(repetition.hidden(detail));
            case UpstreamFailure.TlsRefused(String detail) ->
                    new UpstreamFailure.TlsRefused(repetition.hidden(detail));
            case UpstreamFailure.TimedOut(String detail) ->
                    new UpstreamFailure.TimedOut(repetition.hidden(detail));
            case UpstreamFailure.ProtocolViolation(String detail) ->
                    new UpstreamFailure.ProtocolViolation(repetition.hidden(detail));
            case UpstreamFailure.CredentialsRejected(String detail, Optional<String> alert) ->
                    new UpstreamFailure.CredentialsRejected(
                            repetition.hidden(detail), alert.map(repetition::hidden));
            case UpstreamFailure.ConsentNeeded(String detail) ->
                    new UpstreamFailure.ConsentNeeded(repetition.hidden(detail));
            case UpstreamFailure.Unavailable(String detail) ->
                    new UpstreamFailure.Unavailable(repetition.hidden(detail));
            case UpstreamFailure.LimitReached(String detail) ->
                    new UpstreamFailure.LimitReached(repetition.hidden(detail));
        };
    }
}
