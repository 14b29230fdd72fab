package dev.postern.core.session;

import dev.postern.core.access.LoginAttempt;
import dev.postern.core.access.Verdict;
import dev.postern.core.account.Upstream;
import dev.postern.core.gate.Gate;
import dev.postern.core.login.ClientDialogue;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.LoginHandler;
import dev.postern.core.login.LoginOwner;
import dev.postern.core.login.Refusal;
import dev.postern.core.login.TlsStarter;
import dev.postern.core.login.Turn;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.relay.Relay;
import dev.postern.core.trace.Tracer;
import dev.postern.core.upstream.Dialled;
import dev.postern.core.upstream.LoginTarget;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One client and, once it may log in, one connection to its provider.
 *
 * <pre>
 *   LoggingIn --attempt--> Verifying --accepted--> Dialling --logged in--> Relaying
 *       ^                      |                       |                       |
 *       +------- refused ------+------- failed --------+                       |
 *       |                      |                       |                       |
 *       +----------------------+-----------------------+------ ended ----------+--> Closed(reason)
 * </pre>
 *
 * <p>It knows the phases and no protocol words. All methods run on the client's event loop, which
 * is also the upstream's, so nothing here is locked, except those that say otherwise.
 */
public final class Session implements LoginOwner<LoginAttempt> {

    private final String id; // in the log
    private final Channel client;
    private final Frontend frontend;
    private final ClientDialogue dialogue;
    private final Function<UpstreamLogin, UpstreamDialogue> upstreamDialogues;
    private final LoginHandler<LoginAttempt> login;
    private final SessionServices services;
    private final SessionLog log;

    private SessionState state;

    /**
     * @param client accepted, {@code autoRead} off, TLS in its pipeline already where that comes
     *     first
     * @param starttls empty where the listener has no certificate
     */
    public Session(
            Channel client,
            Frontend frontend,
            ClientDialogue dialogue,
            Optional<TlsStarter> starttls,
            SessionServices services) {
        this.id = services.open().nextId();
        this.client = client;
        this.frontend = frontend;
        Tracer tracer = Tracer.of(services.trace(), id, frontend.protocol());
        this.dialogue = tracer.around(dialogue);
        this.upstreamDialogues = login -> tracer.around(frontend.upstreamDialogue(login));
        this.services = services;
        this.log =
                new SessionLog(
                        id, frontend.protocol(), client, dialogue::program, services, tracer);
        this.login = new LoginHandler<>(this.dialogue, this, starttls, id);
        this.state = new SessionState.LoggingIn(loginDeadline());
    }

    /** Puts the login handler last in the client's pipeline: the session lives from here on. */
    public void start() {
        services.open().add(this, log.source().network(), client);
        client.pipeline().addLast(login);
    }

    String id() {
        return id;
    }

    /** Ends the session wherever it stands. From any thread. */
    void end(CloseReason reason) {
        client.eventLoop().execute(() -> endNow(reason));
    }

    /** Frees its descriptor at once, unless it has shown that it may log in. From any thread. */
    void makeRoom() {
        client.eventLoop()
                .execute(() -> {
                    if (state.loggedIn().isEmpty()) {
                        endNow(CloseReason.CROWDED_OUT);
                        client.close();
                    }
                });
    }

    /** Ends the session if it has logged in and {@code concerned} holds of it. From any thread. */
    void endIf(Predicate<OpenLogin> concerned, CloseReason reason) {
        client.eventLoop()
                .execute(() ->
                        state.loggedIn()
                                .map(who -> new OpenLogin(who, frontend.protocol(), log.source()))
                                .filter(concerned)
                                .ifPresent(who -> endNow(reason)));
    }

    /** From any thread; it is looked at on the event loop. */
    void look(Consumer<SessionView> looked) {
        client.eventLoop().execute(() -> looked.accept(log.view(state)));
    }

    /** The client wants to log in. */
    @Override
    public void done(LoginAttempt attempt) {
        leaveState();
        SessionState.Verifying verifying = new SessionState.Verifying(attempt);
        state = verifying;
        services.authenticator()
                .verify(attempt, frontend.protocol(), log.source())
                .whenCompleteAsync(
                        (verdict, fault) -> judged(verifying, verdict, fault), client.eventLoop());
    }

    private void judged(
            SessionState.Verifying verifying,
            @Nullable Verdict verdict,
            @Nullable Throwable fault) {
        if (!state.equals(verifying)) {
            return;
        }
        verifying.attempt().secret().wipe();
        switch (verdict) {
            case Verdict.Accepted accepted -> dial(accepted);
            case Verdict.Denied denied -> {
                log.denied(verifying.attempt(), denied);
                refuseAfter(denied.delay(), new Refusal.Denied());
            }
            case Verdict.Throttled throttled -> {
                log.throttled(verifying.attempt(), throttled);
                refuseAfter(throttled.delay(), new Refusal.Throttled());
            }
            case null -> {
                log.defect("verifying a login", fault);
                refuseAfter(Duration.ZERO, new Refusal.Misconfigured());
            }
        }
    }

    private void dial(Verdict.Accepted who) {
        Optional<Upstream> upstream = who.account().upstream(frontend.protocol());
        if (upstream.isEmpty()) {
            refuse(new Refusal.Misconfigured());
            return;
        }
        services.open().proven(this, client);
        log.accepted(who);
        state =
                new SessionState.Dialling(
                        who,
                        services.providers()
                                .login(
                                        new LoginTarget(
                                                who.account(), frontend.protocol(), upstream.get()),
                                        upstreamDialogues,
                                        client.eventLoop(),
                                        id,
                                        dialled -> dialled(who, dialled)));
    }

    private void dialled(Verdict.Accepted who, Dialled dialled) {
        switch (dialled) {
            case Dialled.Connected connected -> relay(who, connected);
            case Dialled.Failed failed -> {
                log.upstreamFailed(who, failed.failure());
                refuse(new Refusal.UpstreamFailed(failed.failure(), who.account().name()));
            }
        }
    }

    private void relay(Verdict.Accepted who, Dialled.Connected connected) {
        services.offers().offered(who.account(), frontend.protocol(), connected.ready().offers());
        Relay relay =
                new Relay(
                        client,
                        connected.channel(),
                        services.deadlines().idle(frontend.protocol()),
                        this::closed);
        Optional<Gate> gate =
                who.app().policy().needsGate(frontend.protocol())
                        ? Optional.of(
                                frontend.gate(
                                        who.app(), connected.ready(), new GateReports(log, relay)))
                        : Optional.empty();
        state = new SessionState.Relaying(who, relay, gate);
        Traffic traffic = Traffic.of(relay, connected.ready().coding());
        log.relaying(traffic, gate, connected.origin());
        new HandOver(traffic, gate).from(client.pipeline(), login, dialogue, connected);
    }

    private void refuseAfter(Duration delay, Refusal refusal) {
        services.open().refused(this);
        if (delay.isZero()) {
            refuse(refusal);
            return;
        }
        SessionState held = state;
        client.eventLoop()
                .schedule(
                        () -> {
                            if (state.equals(held)) {
                                refuse(refusal);
                            }
                        },
                        delay.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void refuse(Refusal refusal) {
        state = new SessionState.LoggingIn(loginDeadline());
        login.resume(dialogue.refused(refusal));
    }

    private Future<?> loginDeadline() {
        return client.eventLoop()
                .schedule(
                        () -> endNow(CloseReason.LOGIN_DEADLINE),
                        services.deadlines().login().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void endNow(CloseReason reason) {
        switch (state) {
            case SessionState.Closed ignored -> {}
            case SessionState.Relaying relaying -> relaying.relay().dismiss(reason);
            case SessionState.LoggingIn ignored -> sayGoodbye(reason);
            case SessionState.Verifying ignored -> sayGoodbye(reason);
            case SessionState.Dialling ignored -> sayGoodbye(reason);
        }
    }

    /** Lets the session come to an end where nothing is lost by it. From any thread. */
    void leave(CloseReason reason) {
        client.eventLoop().execute(() -> leaveNow(reason));
    }

    private void leaveNow(CloseReason reason) {
        if (state instanceof SessionState.Relaying relaying) {
            relaying.gate()
                    .ifPresentOrElse(Gate::leave, () -> relaying.relay().endWhenQuiet(reason));
        } else {
            endNow(reason);
        }
    }

    private void sayGoodbye(CloseReason reason) {
        login.resume(Turn.hangUp(dialogue.goodbye(reason), reason));
    }

    /** The client's login is over without a hand-over. */
    @Override
    public void ended(CloseReason reason, String detail) {
        log.detail(detail);
        closed(reason);
    }

    private void closed(CloseReason reason) {
        if (state instanceof SessionState.Closed) {
            return;
        }
        leaveState();
        state = new SessionState.Closed(reason);
        services.open().remove(this);
        log.closed(reason);
    }

    /** Lets go of what only the present state needs. */
    private void leaveState() {
        switch (state) {
            case SessionState.LoggingIn loggingIn -> loggingIn.deadline().cancel(false);
            case SessionState.Dialling dialling -> dialling.login().cancel();
            case SessionState.Verifying verifying -> verifying.attempt().secret().wipe();
            case SessionState.Relaying ignored -> {}
            case SessionState.Closed ignored -> {}
        }
    }
}
