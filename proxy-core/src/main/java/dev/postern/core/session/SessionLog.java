package dev.postern.core.session;

import dev.postern.core.access.Denial;
import dev.postern.core.access.LoginAttempt;
import dev.postern.core.access.Source;
import dev.postern.core.access.Verdict;
import dev.postern.core.account.Protocol;
import dev.postern.core.audit.AuditEvent;
import dev.postern.core.audit.AuditLog;
import dev.postern.core.gate.Gate;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.trace.Tracer;
import dev.postern.core.upstream.Dialled;

import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is written about one session: one line when it ends, and one for each refused login. Runs on
 * the session's event loop.
 */
final class SessionLog {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** Octets of a user name that are logged: the longest address that RFC 5321 allows. */
    private static final int SHOWN_USER = 254;

    /** Characters of what a peer or provider said that are logged. */
    private static final int SHOWN_TEXT = 300;

    private final String session;
    private final Protocol protocol;
    private final SeenClient client;
    private final long started = System.nanoTime();
    private final AuditLog audit;
    private final SessionListener listener;
    private final Tracer tracer;

    /** When the app was accepted last. */
    private long accepted;

    private Verdict.@Nullable Accepted who;
    private @Nullable Traffic traffic;
    private Optional<Gate> gate = Optional.empty();
    private Dialled.Origin origin = Dialled.Origin.DIALLED;
    private String detail = "";

    /**
     * @param program what the client calls itself by now, as it said
     */
    SessionLog(
            String session,
            Protocol protocol,
            Channel channel,
            Supplier<String> program,
            SessionServices services,
            Tracer tracer) {
        this.session = session;
        this.protocol = protocol;
        this.client = new SeenClient(channel, program);
        this.audit = services.audit();
        this.listener = services.listener();
        this.tracer = tracer;
    }

    void denied(LoginAttempt attempt, Verdict.Denied denied) {
        listener.loginRefused(protocol, Optional.of(denied.why()));
        tracer.remark("login refused: " + denied.why().sentence());
        refused(attempt, denied.account())
                .addKeyValue("reason", denied.why().sentence())
                .log("Login refused");
        record(attempt, denied, denied.account(), Optional.of(denied.why()));
    }

    void throttled(LoginAttempt attempt, Verdict.Throttled throttled) {
        listener.loginRefused(protocol, Optional.empty());
        refused(attempt, throttled.account())
                .addKeyValue("reason", "too many failures from this source for this account")
                .log("Login refused");
        record(attempt, throttled, throttled.account(), Optional.empty());
    }

    private void record(
            LoginAttempt attempt, Verdict verdict, Optional<String> account, Optional<Denial> why) {
        Optional<String> device =
                attempt.isOfDevice() ? Optional.of(attempt.user()) : Optional.empty();
        audit.record(
                new AuditEvent.LoginRefused(connection(verdict.localUser()), device, account, why));
    }

    private LoggingEventBuilder refused(LoginAttempt attempt, Optional<String> account) {
        return line(LOG.atWarn())
                .addKeyValue(
                        "user",
                        account.isPresent() || attempt.isOfDevice()
                                ? known(attempt)
                                : unknown(attempt))
                .addKeyValue("mechanism", attempt.mechanism());
    }

    private static String known(LoginAttempt attempt) {
        return PrintableText.of(attempt.user(), SHOWN_USER);
    }

    /** It may be a password that was typed into the wrong field. */
    private static String unknown(LoginAttempt attempt) {
        return "(none of an account, %d characters)".formatted(attempt.user().length());
    }

    void accepted(Verdict.Accepted app) {
        who = app;
        accepted = System.nanoTime();
        tracer.app(app.app().name());
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    void upstreamFailed(Verdict.Accepted who, UpstreamFailure failure) {
        listener.upstreamFailed(who.account(), protocol, failure, since(accepted));
        tracer.remark("no login at the provider: " + failure.getClass().getSimpleName());
        line(LOG.atWarn())
                .addKeyValue("app", who.app().name())
                .addKeyValue("account", who.account().name())
                .addKeyValue("failure", failure.getClass().getSimpleName())
                .addKeyValue("reason", PrintableText.of(failure.detail(), SHOWN_TEXT))
                .log("No login at the provider");
        audit.record(
                new AuditEvent.UpstreamFailed(
                        connection(),
                        who.app().name(),
                        who.account().name(),
                        failure.getClass().getSimpleName()));
    }

    void relaying(Traffic started, Optional<Gate> behind, Dialled.Origin from) {
        origin = from;
        traffic = started;
        gate = behind;
        tracer.remark(
                "logged in%s; from here on %s"
                        .formatted(
                                from == Dialled.Origin.SPARE ? " before, as a spare" : "",
                                gate.isPresent()
                                        ? "commands are seen by their names"
                                        : "nothing is looked at, octets are counted"));
        if (who != null) {
            listener.upstreamReached(who.account(), protocol, since(accepted));
            audit.record(
                    new AuditEvent.LoggedIn(connection(), who.app().name(), who.account().name()));
        }
    }

    void commandRefused(String command, String why) {
        tracer.remark("%s refused: %s".formatted(command, why));
        if (who != null) {
            line(LOG.atInfo())
                    .addKeyValue("app", who.app().name())
                    .addKeyValue("command", command)
                    .addKeyValue("reason", why)
                    .log("Command refused by policy");
            audit.record(
                    new AuditEvent.CommandRefused(
                            connection(), who.app().name(), who.account().name(), command, why));
        }
    }

    void passed(String verb) {
        tracer.passed(verb);
    }

    void detail(String more) {
        detail = more;
    }

    void defect(String doing, @Nullable Throwable fault) {
        line(LOG.atError()).addKeyValue("doing", doing).setCause(fault).log("Session defect");
    }

    void closed(CloseReason reason) {
        Duration duration = since(started);
        listener.ended(protocol, reason, relayed());
        relayed()
                .ifPresent(it ->
                        tracer.remark(
                                "%d octets sent, %d received".formatted(it.sent(), it.received())));
        tracer.remark("ended: " + reason.sentence());
        if (who != null && traffic != null) {
            audit.record(
                    new AuditEvent.SessionEnded(
                            connection(),
                            who.app().name(),
                            who.account().name(),
                            traffic.sent(),
                            traffic.received(),
                            duration,
                            gate.map(Gate::tally),
                            reason));
        }
        LoggingEventBuilder line = line(LOG.atLevel(level(reason)));
        if (who != null) {
            line =
                    line.addKeyValue("app", who.app().name())
                            .addKeyValue("account", who.account().name());
        }
        if (traffic != null) {
            line = traffic.addedTo(line);
        }
        if (origin == Dialled.Origin.SPARE) {
            line = line.addKeyValue("upstream", "spare");
        }
        if (!detail.isEmpty()) {
            line = line.addKeyValue("detail", PrintableText.of(detail, SHOWN_TEXT));
        }
        line.addKeyValue("seconds", duration.toMillis() / 1000.0)
                .addKeyValue("reason", reason.sentence())
                .log("Session ended");
    }

    /** A flood of connections shall not become one of lines, which bury what matters. */
    private static Level level(CloseReason reason) {
        return reason == CloseReason.CROWDED_OUT ? Level.DEBUG : Level.INFO;
    }

    private Optional<SessionListener.Relayed> relayed() {
        return who == null || traffic == null
                ? Optional.empty()
                : Optional.of(
                        new SessionListener.Relayed(
                                who.account(), traffic.sent(), traffic.received()));
    }

    Source source() {
        return client.source();
    }

    /** What there is to be seen of the session now. */
    SessionView view(SessionState state) {
        Optional<Verdict.Accepted> loggedIn = state.loggedIn();
        return new SessionView(
                session,
                protocol,
                client.source(),
                client.program(),
                client.tls(),
                loggedIn,
                loggedIn.flatMap(it -> it.account().upstream(protocol))
                        .map(it -> it.host() + ":" + it.port())
                        .orElse(""),
                gate.isPresent(),
                since(started),
                state.phase(),
                traffic == null ? 0 : traffic.sent(),
                traffic == null ? 0 : traffic.received());
    }

    private AuditEvent.Connection connection() {
        return connection(Optional.ofNullable(who).flatMap(Verdict::localUser));
    }

    private AuditEvent.Connection connection(Optional<String> localUser) {
        return new AuditEvent.Connection(
                session,
                protocol,
                client.address(),
                client.tls(),
                client.program(),
                localUser.orElse(""));
    }

    private LoggingEventBuilder line(LoggingEventBuilder line) {
        return line.addKeyValue("session", session)
                .addKeyValue("protocol", protocol.word())
                .addKeyValue("client", client.address());
    }
}
