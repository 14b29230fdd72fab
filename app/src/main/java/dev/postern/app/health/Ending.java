package dev.postern.app.health;

import dev.postern.app.operation.Status;
import dev.postern.config.OauthPreset;
import dev.postern.core.token.TokenHealth;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Something of an account that will end by itself. */
record Ending(Instant at, OauthPreset.Clock clock) {

    /** The condition of a clock that runs for everybody. */
    private static final String ALWAYS = "always";

    /** Those that are known, the next one first. What is over by the clock and works is none. */
    static List<Ending> of(List<OauthPreset.Clock> clocks, TokenHealth health, Instant now) {
        return clocks.stream()
                .flatMap(clock ->
                        start(clock.from(), health)
                                .map(from -> new Ending(from.plus(clock.after()), clock))
                                .stream())
                .filter(ending -> ending.at().isAfter(now))
                .sorted(Comparator.comparing(Ending::at))
                .toList();
    }

    private static Optional<Instant> start(OauthPreset.Event event, TokenHealth health) {
        return switch (event) {
            case SIGN_IN -> health.signedIn();
            // A registration that is trusted itself is no consent that could fall out of use.
            case LAST_REFRESH -> health.signedIn().flatMap(ignored -> health.refreshed());
            case SECRET_CREATED -> Optional.empty();
        };
    }

    /** Whether a person should be told of it without having asked. */
    boolean isForSure() {
        return clock.condition().equals(ALWAYS)
                || clock.certainty() == OauthPreset.Certainty.STATED;
    }

    /** {@code about 2026-11-30 (estimate: only …)}, for people. */
    String when() {
        return switch (clock.certainty()) {
            case STATED -> "on " + date() + conditional(" (only ", ")");
            case ESTIMATE -> "about " + date() + " (estimate" + conditional(": only ", "") + ")";
        };
    }

    private String conditional(String before, String after) {
        return clock.condition().equals(ALWAYS) ? "" : before + clock.condition() + after;
    }

    private String date() {
        return at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    Status.Ending shown() {
        return new Status.Ending(
                date(), clock.certainty().name().toLowerCase(Locale.ROOT), when(), clock.text());
    }
}
