package dev.postern.app.health;

import dev.postern.app.notice.Notice;
import dev.postern.app.operation.AppDeadline;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reminds of deadlines of apps, in log and notices: two weeks ahead, and then daily for the last
 * three days; daily too while a new password is overdue. A bridge that was restarted reminds anew.
 * For one thread.
 */
final class AppReminders {
    private static final Logger LOG = LoggerFactory.getLogger(AppReminders.class);

    /** A weekend and a day to act. */
    private static final Duration SOON = Duration.ofDays(3);

    private final Consumer<Notice> notices;

    /** What somebody was reminded of last, by deadline. */
    private final Map<AppDeadline, String> reminded = new HashMap<>();

    AppReminders(Consumer<Notice> notices) {
        this.notices = notices;
    }

    void look(AppDeadline deadline, Instant now) {
        occasion(deadline, now)
                .filter(occasion -> !occasion.equals(reminded.put(deadline, occasion)))
                .ifPresent(occasion -> remind(deadline, now));
    }

    /** The same as long as nobody is to be reminded once more. */
    private static Optional<String> occasion(AppDeadline deadline, Instant now) {
        if (!deadline.isNear(now)) {
            return Optional.empty();
        }
        if (deadline.at().minus(SOON).isAfter(now)) {
            return Optional.of("ahead");
        }
        boolean ended = deadline.kind() == AppDeadline.Kind.EXPIRY && deadline.isOver(now);
        return Optional.of(
                ended ? "ended" : now.atZone(ZoneId.systemDefault()).toLocalDate().toString());
    }

    private void remind(AppDeadline deadline, Instant now) {
        LOG.atWarn()
                .addKeyValue("app", deadline.app().name())
                .addKeyValue("account", deadline.app().account())
                .addKeyValue("reason", deadline.sentence(now))
                .addKeyValue("command", deadline.command())
                .log(
                        switch (deadline.kind()) {
                            case EXPIRY -> "An app ends";
                            case NEW_PASSWORD -> "An app should have a new password";
                        });
        notices.accept(
                new Notice(
                        event(deadline, now),
                        Optional.of(deadline.app().account()),
                        Optional.of(deadline.app().name()),
                        now,
                        "the app %s %s".formatted(deadline.app().name(), deadline.sentence(now)),
                        Optional.of(deadline.command())));
    }

    private static String event(AppDeadline deadline, Instant now) {
        return switch (deadline.kind()) {
            case EXPIRY -> deadline.isOver(now) ? "app-expired" : "app-expiring";
            case NEW_PASSWORD -> "app-rotation-due";
        };
    }
}
