package dev.postern.app.operation;

import dev.postern.core.access.App;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A time that a person has set for an app: its end, or that of its password. */
public record AppDeadline(App app, Kind kind, Instant at) {

    /** What is to be by then. */
    public enum Kind {
        /** The app can't log in any more, unless the configuration gives it more time. */
        EXPIRY,
        /** It should have another password; the old one goes on working. */
        NEW_PASSWORD
    }

    /** So that a holiday is not the reason why nobody saw to it. */
    public static final Duration AHEAD = Duration.ofDays(14);

    /** What has ended so long ago is missed by nobody. */
    private static final Duration ENDED_LATELY = Duration.ofDays(1);

    /**
     * All of one app.
     *
     * @param issued when it was given its password
     */
    public static List<AppDeadline> of(App app, Optional<Instant> issued) {
        List<AppDeadline> deadlines = new ArrayList<>();
        app.policy()
                .expires()
                .ifPresent(end -> deadlines.add(new AppDeadline(app, Kind.EXPIRY, end)));
        issued.flatMap(from -> app.policy().rotation().every().map(from::plus))
                .ifPresent(due -> deadlines.add(new AppDeadline(app, Kind.NEW_PASSWORD, due)));
        return deadlines;
    }

    /** Whether somebody should think of it now. */
    public boolean isNear(Instant now) {
        return at.minus(AHEAD).isBefore(now)
                && (kind == Kind.NEW_PASSWORD || at.plus(ENDED_LATELY).isAfter(now));
    }

    public boolean isOver(Instant now) {
        return !at.isAfter(now);
    }

    /** For a person, after the app's name. */
    public String sentence(Instant now) {
        return switch (kind) {
            case EXPIRY ->
                    isOver(now)
                            ? "ended after " + lastDay() + " and can't log in any more"
                            : "can log in until " + lastDay() + " and not after it";
            case NEW_PASSWORD ->
                    isOver(now)
                            ? "should have a new password since " + lastDay()
                            : "should have a new password by " + lastDay();
        };
    }

    /** What a person runs to see to it. */
    public String command() {
        return switch (kind) {
            case EXPIRY -> "postern app show " + app.name();
            case NEW_PASSWORD -> "postern app rotate " + app.name();
        };
    }

    /** Where the bridge runs; a deadline at midnight is the end of the day before. */
    private LocalDate lastDay() {
        return at.minusMillis(1).atZone(ZoneId.systemDefault()).toLocalDate();
    }
}
