package dev.postern.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.notice.Notice;
import dev.postern.app.operation.AppDeadline;
import dev.postern.app.operation.AppLine;
import dev.postern.core.access.App;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.Rotation;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.access.Verifiers;
import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ends that a person has set are said in time, and not too often. */
class AppRemindersTest {
    private static final Instant ISSUED = noon(LocalDate.of(2026, 11, 1));
    private static final Instant END =
            LocalDate.of(2027, 2, 1).atStartOfDay(ZoneId.systemDefault()).toInstant();
    private static final Instant DUE = ISSUED.plus(Duration.ofDays(90));

    private final List<Notice> told = new ArrayList<>();
    private final AppReminders reminders = new AppReminders(told::add);

    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).atZone(ZoneId.systemDefault()).toInstant();
    }

    private static App app(Optional<Instant> expires, Optional<Duration> every) {
        return new App(
                "printer",
                "work",
                new AppPolicy(
                        Set.of(Protocol.SMTP),
                        ImapPolicy.UNRESTRICTED,
                        SmtpPolicy.UNRESTRICTED,
                        List.of(),
                        expires,
                        Optional.empty(),
                        new Rotation(every, Duration.ofDays(7))));
    }

    private static final App EXPIRING = app(Optional.of(END), Optional.empty());
    private static final App ROTATING = app(Optional.empty(), Optional.of(Duration.ofDays(90)));

    private static Verifiers issued() {
        return Verifiers.none()
                .issue("printer", Secret.of("k".repeat(32)), new SecureRandom(), ISSUED)
                .verifiers();
    }

    /** As a bridge does that runs for some days, four times an hour. */
    private void lookEachQuarter(App app, Instant from, Duration length) {
        for (Instant now = from;
                now.isBefore(from.plus(length));
                now = now.plus(Duration.ofMinutes(15))) {
            Instant here = now;
            AppLine.deadlines(List.of(app), issued())
                    .forEach(deadline -> reminders.look(deadline, here));
        }
    }

    @Test
    void nobodyIsRemindedEarlierThanTwoWeeksBefore() {
        lookEachQuarter(EXPIRING, END.minus(Duration.ofDays(30)), Duration.ofDays(16));

        assertThat(told).isEmpty();
    }

    @Test
    void anEndIsToldAheadThenDailyAndOnceWhenItHasCome() {
        lookEachQuarter(EXPIRING, END.minus(Duration.ofDays(30)), Duration.ofDays(60));

        assertThat(told)
                .extracting(Notice::event)
                .containsExactly(
                        "app-expiring",
                        "app-expiring",
                        "app-expiring",
                        "app-expiring",
                        "app-expired");
        assertThat(told)
                .first()
                .satisfies(notice -> {
                    assertThat(notice.app()).hasValue("printer");
                    assertThat(notice.account()).hasValue("work");
                    assertThat(notice.sentence())
                            .isEqualTo(
                                    "the app printer can log in until 2027-01-31 and not after it");
                    assertThat(notice.command()).hasValue("postern app show printer");
                });
        assertThat(told.getLast().sentence())
                .isEqualTo("the app printer ended after 2027-01-31 and can't log in any more");
    }

    @Test
    void anEndOfLongAgoIsNotTold() {
        lookEachQuarter(EXPIRING, END.plus(Duration.ofDays(2)), Duration.ofDays(3));

        assertThat(told).isEmpty();
    }

    @Test
    void anOverdueNewPasswordIsToldDaily() {
        lookEachQuarter(ROTATING, DUE.minus(Duration.ofDays(20)), Duration.ofDays(20));
        assertThat(told).extracting(Notice::event).containsOnly("app-rotation-due").hasSize(5);
        assertThat(told.getFirst().sentence())
                .isEqualTo("the app printer should have a new password by 2027-01-30");
        assertThat(told.getFirst().command()).hasValue("postern app rotate printer");
        told.clear();

        lookEachQuarter(ROTATING, noon(LocalDate.of(2027, 2, 10)), Duration.ofDays(2));
        assertThat(told).hasSize(3);
        assertThat(told.getFirst().sentence()).contains("since 2027-01-30");
    }

    @Test
    void anAppWithoutAPasswordNeedsNoNewOne() {
        assertThat(AppLine.deadlines(List.of(ROTATING), Verifiers.none())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-15, 0", "-13, 1", "0, 1", "30, 1"})
    void aListShowsANewPasswordThatIsNearOrOverdue(int days, int shown) {
        assertThat(AppLine.of(ROTATING, issued(), DUE.plus(Duration.ofDays(days))).deadlines())
                .hasSize(shown);
    }

    @Test
    void aNewPasswordStartsTheTimeAnew() {
        Verifiers anew =
                issued().issue(
                                "printer",
                                Secret.of("k".repeat(32)),
                                new SecureRandom(),
                                ISSUED.plus(Duration.ofDays(80)))
                        .verifiers();

        assertThat(AppLine.deadlines(List.of(ROTATING), anew))
                .extracting(AppDeadline::at)
                .containsExactly(ISSUED.plus(Duration.ofDays(170)));
    }
}
