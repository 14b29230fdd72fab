package dev.postern.app.bridge;

import dev.postern.app.log.LogLevels;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.SessionLine;
import dev.postern.app.operation.Status;
import dev.postern.core.access.ClientUsers;
import dev.postern.core.access.Verdict;
import dev.postern.core.login.CloseReason;
import dev.postern.core.session.OpenSessions;
import dev.postern.core.session.SessionView;

import io.netty.util.NetUtil;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What people ask of a running bridge that concerns only the moment. Thread-safe. */
final class LiveRequests {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRequests.class);

    /** Event loops answer in microseconds; this is for loaded machines. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final OpenSessions sessions;
    private final LogLevels levels;
    private final ClientUsers users = new ClientUsers();

    LiveRequests(OpenSessions sessions, LogLevels levels) {
        this.sessions = sessions;
        this.levels = levels;
    }

    Answer carryOut(Request.Live request) {
        return switch (request) {
            case Request.ListSessions ignored -> new Answer.Sessions(lines());
            case Request.Kick kick -> kick(kick);
            case Request.SetLogLevel level -> setLevel(level);
        };
    }

    /** The oldest first. */
    private List<SessionLine> lines() {
        return sessions.look(PATIENCE).stream()
                .sorted(Comparator.comparing(SessionView::age).reversed())
                .map(this::line)
                .toList();
    }

    private SessionLine line(SessionView view) {
        Optional<Verdict.Accepted> who = view.who();
        return new SessionLine(
                view.id(),
                view.protocol().word(),
                view.phase().word(),
                who.map(it -> it.app().name()).orElse(""),
                who.map(it -> it.account().name()).orElse(""),
                NetUtil.toSocketAddressString(view.source().client()),
                view.program(),
                view.source().address().isLoopbackAddress()
                        ? users.numberOf(view.source()).orElse("")
                        : "",
                NetUtil.toSocketAddressString(view.source().listener()),
                view.tls(),
                view.upstream(),
                view.gated() ? "checked" : "passed",
                view.age().toMillis() / 1000.0,
                view.sent(),
                view.received());
    }

    private Answer kick(Request.Kick kick) {
        List<SessionView> concerned =
                sessions.look(PATIENCE).stream().filter(view -> isMeant(view, kick)).toList();
        if (concerned.isEmpty()) {
            return new Answer.Refused(
                    "There is no open session %s. These are open: postern who".formatted(of(kick)));
        }
        concerned.forEach(view -> sessions.end(view.id(), CloseReason.KICKED));
        LOG.atInfo()
                .addKeyValue("sessions", concerned.size())
                .addKeyValue("by", kick.by().name())
                .addKeyValue("name", kick.name())
                .log("Sessions are ended by command");
        return new Answer.Done(
                concerned.stream()
                        .map(view -> "Ended the session %s.".formatted(view.id()))
                        .toList());
    }

    private static boolean isMeant(SessionView view, Request.Kick kick) {
        return switch (kick.by()) {
            case SESSION -> view.id().equals(kick.name());
            case APP ->
                    view.who()
                            .filter(who -> who.app().name().equalsIgnoreCase(kick.name()))
                            .isPresent();
            case ACCOUNT ->
                    view.who()
                            .filter(who -> who.account().name().equalsIgnoreCase(kick.name()))
                            .isPresent();
        };
    }

    private static String of(Request.Kick kick) {
        return switch (kick.by()) {
            case SESSION -> kick.name();
            case APP -> "of the app " + kick.name();
            case ACCOUNT -> "of the account " + kick.name();
        };
    }

    List<Status.LogLevel> logLevels() {
        return levels.changed().stream()
                .map(changed ->
                        new Status.LogLevel(
                                changed.logger(),
                                changed.word(),
                                changed.until()
                                        .map(until ->
                                                until.truncatedTo(ChronoUnit.SECONDS).toString())
                                        .orElse("")))
                .toList();
    }

    private Answer setLevel(Request.SetLogLevel wanted) {
        if (!levels.canChange()) {
            return new Answer.Refused(
                    "The log of the running bridge is not Postern's own, so its levels can't be"
                            + " changed.");
        }
        if (!LogLevels.WORDS.contains(wanted.level())) {
            return new Answer.Refused(
                    "There is no level %s; expected one of: %s."
                            .formatted(wanted.level(), String.join(", ", LogLevels.WORDS)));
        }
        String logger = wanted.logger().isEmpty() ? LogLevels.OURS : wanted.logger();
        levels.set(
                logger,
                wanted.level(),
                wanted.seconds() > 0
                        ? Optional.of(Duration.ofSeconds(wanted.seconds()))
                        : Optional.empty());
        LOG.atInfo()
                .addKeyValue("logger", logger)
                .addKeyValue("level", wanted.level())
                .addKeyValue("seconds", wanted.seconds())
                .log("The level of the log was changed");
        return new Answer.Done(List.of());
    }
}
