package dev.postern.app.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

class LogLevelsTest {
    private final LoggerContext context = new LoggerContext();

    private Level level() {
        return context.getLogger("dev.postern").getLevel();
    }

    @Test
    void aLevelThatIsForSomeTimeIsTakenBack() {
        try (LogLevels levels = new LogLevels(Optional.of(context))) {
            levels.set("dev.postern", "debug", Optional.of(Duration.ofMillis(50)));
            assertThat(level()).isEqualTo(Level.DEBUG);
            await().until(() -> level() == null);
            assertThat(levels.changed()).isEmpty();
        }
    }

    @Test
    void aSecondChangeIsTakenBackToWhatWasThereBeforeTheFirst() {
        context.getLogger("dev.postern").setLevel(Level.INFO);
        try (LogLevels levels = new LogLevels(Optional.of(context))) {
            levels.set("dev.postern", "debug", Optional.of(Duration.ofHours(1)));
            levels.set("dev.postern", "trace", Optional.of(Duration.ofMillis(50)));
            assertThat(level()).isEqualTo(Level.TRACE);
            await().until(() -> level() == Level.INFO);
        }
    }

    @Test
    void aLevelWithoutATimeStays() {
        try (LogLevels levels = new LogLevels(Optional.of(context))) {
            levels.set("dev.postern", "debug", Optional.of(Duration.ofHours(1)));
            levels.set("dev.postern", "error", Optional.empty());
            assertThat(levels.changed())
                    .containsExactly(
                            new LogLevels.Changed("dev.postern", "error", Optional.empty()));
        }
        assertThat(level()).isEqualTo(Level.ERROR);
    }

    @Test
    void onlyWarningsAreKeptForTheStatus() {
        try (RecentWarnings warnings = RecentWarnings.of(context)) {
            context.getLogger("a").info("nothing");
            for (int i = 0; i < 30; i++) {
                context.getLogger("a").atWarn().addKeyValue("number", i).log("Look");
            }
            List<RecentWarnings.Line> lines = warnings.get();
            assertThat(lines).hasSize(20);
            assertThat(lines.getLast().text()).isEqualTo("Look number=29");
            assertThat(lines.getLast().level()).isEqualTo("WARN");
        }
    }
}
