package dev.postern.core.audit;

import dev.postern.core.access.Denial;
import dev.postern.core.account.Protocol;
import dev.postern.core.gate.GateTally;
import dev.postern.core.login.CloseReason;

import java.time.Duration;
import java.util.Optional;

/** One thing that happened, with nothing in it that a message says. */
public sealed interface AuditEvent {

    /**
     * Whose connection it was.
     *
     * @param session its name in the log
     * @param client address and port
     * @param tls version, or empty for plaintext
     * @param program what the client calls itself, if it did; printable ASCII, cut
     * @param uid number of the user of this machine whose program it is; empty if it is on another
     *     one, or if nobody had to look
     */
    record Connection(
            String session,
            Protocol protocol,
            String client,
            String tls,
            String program,
            String uid) {}

    /** An app has logged in, and its provider was reached. */
    record LoggedIn(Connection connection, String app, String account) implements AuditEvent {}

    /**
     * A login was refused.
     *
     * @param app of a device, which is known by its listener; else empty
     * @param account that the user name selected; the name itself may be a secret that was typed
     *     into the wrong field
     * @param why empty: there were too many failures before
     */
    record LoginRefused(
            Connection connection,
            Optional<String> app,
            Optional<String> account,
            Optional<Denial> why)
            implements AuditEvent {}

    /** The app may log in, but its provider could not be logged in to. */
    record UpstreamFailed(Connection connection, String app, String account, String failure)
            implements AuditEvent {}

    /** A gate has refused a command. */
    record CommandRefused(
            Connection connection, String app, String account, String command, String why)
            implements AuditEvent {}

    /**
     * A session that had logged in is over.
     *
     * @param sent octets that were relayed from the client; what a gate asks itself is not in them
     * @param received octets that were relayed from the provider; what a gate answers itself is not
     *     in them
     */
    record SessionEnded(
            Connection connection,
            String app,
            String account,
            long sent,
            long received,
            Duration duration,
            Optional<GateTally> tally,
            CloseReason reason)
            implements AuditEvent {}

    /**
     * A new secret.
     *
     * @param id the part that is not secret; empty for one that a person chose
     */
    record SecretIssued(String app, String id) implements AuditEvent {}

    /**
     * A secret was ended.
     *
     * @param id as above
     */
    record SecretRevoked(String app, String id) implements AuditEvent {}

    /** An app goes on under another name. */
    record AppRenamed(String app, String name) implements AuditEvent {}

    /** A password of the provider was stored for an account, or all that was stored removed. */
    record CredentialChanged(String account, CredentialChange change) implements AuditEvent {}

    /** What became of an account's credential. */
    enum CredentialChange {
        PASSWORD_STORED,
        SIGNED_IN,
        REMOVED
    }

    record BridgeStarted(String version) implements AuditEvent {}

    record BridgeStopped() implements AuditEvent {}

    /**
     * The process that wrote the log before was killed.
     *
     * @param cut octets of a line that it had not finished, which were taken away
     */
    record Recovered(long cut) implements AuditEvent {}

    /** The log was not found as it was left. It goes on in a new file; this stays a fault. */
    record FoundChanged(String what) implements AuditEvent {}

    /** Events before this one are missing: too many came at once, or the disk took none. */
    record Lost(long events) implements AuditEvent {}
}
