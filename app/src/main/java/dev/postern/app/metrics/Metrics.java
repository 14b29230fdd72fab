package dev.postern.app.metrics;

import dev.postern.app.health.UpstreamHealth;
import dev.postern.core.access.Denial;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.audit.AuditEvent;
import dev.postern.core.audit.AuditLog;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.oauth.TokenReply;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.oauth.TokenService;
import dev.postern.core.session.SessionListener;
import dev.postern.core.spare.Discarded;
import dev.postern.core.spare.SpareListener;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Counts what a bridge does. Thread-safe; called on event loops, so nothing here blocks. */
public final class Metrics implements SessionListener, SpareListener, AuditLog {
    private final Counters sessions =
            new Counters(
                    "postern_sessions_total",
                    "Sessions that are over, by protocol and by why they ended.",
                    "protocol",
                    "reason");
    private final Counters logins =
            new Counters(
                    "postern_logins_total",
                    "Logins of apps, by what became of them: accepted, throttled, or why denied.",
                    "protocol",
                    "verdict");
    private final Counters upstreamLogins =
            new Counters(
                    "postern_upstream_logins_total",
                    "Logins at providers, by account and outcome: ok, or what failed.",
                    "account",
                    "protocol",
                    "outcome");
    private final Timings dials =
            new Timings(
                    "postern_upstream_login_seconds",
                    "From the right app password to the provider's answer, name, connection, TLS"
                            + " and token included.",
                    "protocol");
    private final Counters tokens =
            new Counters(
                    "postern_token_requests_total",
                    "Requests for OAuth tokens, by account and outcome: granted, refused, failed or"
                            + " unaskable.",
                    "account",
                    "outcome");
    private final Counters audit =
            new Counters(
                    "postern_audit_events_total",
                    "Events of sessions that the audit log was told of.",
                    "event");
    private final Counters spares =
            new Counters(
                    "postern_spares_total",
                    "Connections that were logged in before a program asked, by what became of"
                            + " them: opened, failed, used, or why they were discarded.",
                    "account",
                    "protocol",
                    "event");
    private final Octets octets = new Octets();

    @Override
    public void upstreamReached(Account account, Protocol protocol, Duration took) {
        upstreamLogin(account, protocol, "ok", took);
    }

    @Override
    public void upstreamFailed(
            Account account, Protocol protocol, UpstreamFailure failure, Duration took) {
        upstreamLogin(account, protocol, UpstreamHealth.word(failure), took);
    }

    private void upstreamLogin(Account account, Protocol protocol, String outcome, Duration took) {
        logins.add(1, protocol.word(), "accepted");
        upstreamLogins.add(1, account.name(), protocol.word(), outcome);
        dials.took(took, protocol.word());
    }

    @Override
    public void loginRefused(Protocol protocol, Optional<Denial> why) {
        logins.add(1, protocol.word(), why.map(Metrics::word).orElse("throttled"));
    }

    @Override
    public void ended(Protocol protocol, CloseReason reason, Optional<Relayed> relayed) {
        sessions.add(1, protocol.word(), word(reason));
        relayed.ifPresent(octets::ended);
    }

    @Override
    public void opened(Account account, Protocol protocol) {
        spares.add(1, account.name(), protocol.word(), "opened");
    }

    @Override
    public void failed(Account account, Protocol protocol) {
        spares.add(1, account.name(), protocol.word(), "failed");
    }

    @Override
    public void used(Account account, Protocol protocol) {
        spares.add(1, account.name(), protocol.word(), "used");
    }

    @Override
    public void discarded(Account account, Protocol protocol, Discarded why) {
        spares.add(1, account.name(), protocol.word(), why.word());
    }

    @Override
    public void record(AuditEvent event) {
        audit.add(1, event.getClass().getSimpleName());
    }

    /** Asks the same, and counts what was answered. */
    public TokenService counting(TokenService asked) {
        return (account, oauth, request) -> ask(asked, account, oauth, request);
    }

    private CompletionStage<TokenReply> ask(
            TokenService asked, Account account, Credential.Oauth oauth, TokenRequest request) {
        return asked.ask(account, oauth, request)
                .whenComplete((reply, fault) -> tokens.add(1, account.name(), outcome(reply)));
    }

    private static String outcome(TokenReply reply) {
        return switch (reply) {
            case TokenReply.Granted ignored -> "granted";
            case TokenReply.Refused ignored -> "refused";
            case TokenReply.Failed ignored -> "failed";
            case TokenReply.Unaskable ignored -> "unaskable";
            case null -> "failed";
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Octets octets() {
        return octets;
    }

    void write(Exposition out) {
        sessions.write(out);
        logins.write(out);
        upstreamLogins.write(out);
        dials.write(out);
        spares.write(out);
        tokens.write(out);
        audit.write(out);
    }
}
