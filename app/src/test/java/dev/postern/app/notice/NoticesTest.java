package dev.postern.app.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class NoticesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Notice CONSENT =
            new Notice(
                    "consent-needed",
                    Optional.of("work"),
                    Optional.empty(),
                    Instant.parse("2026-11-23T12:00:00Z"),
                    "the server says: \"no\" <b>now</b>",
                    Optional.of("postern account login work"));

    @TempDir private Path directory;
    private final Logger logger = (Logger) LoggerFactory.getLogger(HookRun.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(logged);
    }

    @Test
    void theProgramGetsTheEventAsJson() throws IOException {
        Path told = directory.resolve("told");
        try (Notices notices =
                hooked(
                        "sh",
                        "-c",
                        "cat > '" + told + ".part' && mv '" + told + ".part' '" + told + "'")) {
            notices.tell(CONSENT);

            await().atMost(SOON).until(() -> Files.exists(told));
        }
        assertThat(told)
                .hasContent(
                        "{\"event\":\"consent-needed\",\"account\":\"work\",\"time\":\"2026-11-23T12:00:00Z\",\"sentence\":\"the"
                            + " server says: \\\"no\\\" <b>now</b>\",\"command\":\"postern account"
                            + " login work\"}");
    }

    @Test
    void aProgramThatReadsNothingIsNoFault() {
        Path ran = directory.resolve("ran");
        try (Notices notices = hooked("touch", ran.toString())) {
            notices.tell(CONSENT);

            await().atMost(SOON).until(() -> Files.exists(ran));
        }
    }

    @Test
    void aProgramThatFailsIsLoggedAndTheNextNoticeIsToldAllTheSame() {
        Path ran = directory.resolve("ran");
        List<List<String>> programs =
                List.of(
                        List.of(directory.resolve("missing").toString()),
                        List.of("false"),
                        List.of("touch", ran.toString()));
        int[] next = {0};
        try (Notices notices = new Notices(() -> programs.get(next[0]++), Optional.empty())) {
            programs.forEach(ignored -> notices.tell(CONSENT));

            await().atMost(SOON).until(() -> Files.exists(ran));
        }
        assertThat(reasons()).contains("could not be started", "exit code 1");
    }

    @Test
    void aProgramThatDoesNotEndIsKilledWithWhatItStarted() throws IOException {
        Path pid = directory.resolve("pid");
        new HookRun(
                        List.of("sh", "-c", "sleep 600 & echo $! > \"$0\"; wait", pid.toString()),
                        Duration.ofSeconds(2))
                .tell(CONSENT);

        assertThat(reasons()).contains("ran for more than 2 s and was killed");
        long started = Long.parseLong(Files.readString(pid).strip());
        await().atMost(SOON)
                .until(() ->
                        ProcessHandle.of(started).map(ProcessHandle::isAlive).orElse(false)
                                ? Files.readString(Path.of("/proc/" + started + "/stat"))
                                        .contains(" Z ")
                                : true);
    }

    @Test
    void whatAProviderSaidReachesNoShell() {
        Path made = directory.resolve("made");
        Notice hostile =
                new Notice(
                        "consent-needed",
                        Optional.of("work"),
                        Optional.empty(),
                        CONSENT.time(),
                        "$(touch '" + made + "') ; touch '" + made + "'",
                        Optional.empty());
        new HookRun(List.of("cat")).tell(hostile);

        assertThat(made).doesNotExist();
        assertThat(logged.list).isEmpty();
    }

    @Test
    void theDesktopIsShownWhatWantsAction() throws IOException {
        Path shown = directory.resolve("shown");
        Path program =
                Files.writeString(
                        directory.resolve("notify-send"),
                        "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + shown + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Optional<Desktop> desktop =
                Desktop.find(Map.of("DISPLAY", ":0", "PATH", "relative:" + directory), "Linux");

        try (Notices notices = new Notices(List::of, desktop)) {
            notices.tell(CONSENT);

            await().atMost(SOON).until(() -> Files.exists(shown) && Files.size(shown) > 0);
        }
        assertThat(shown)
                .content()
                .contains("Postern: work", "&lt;b&gt;", "postern account login work");
    }

    @Test
    void thereIsNoDesktopWithoutADisplay() {
        assertThat(Desktop.find(Map.of("PATH", directory.toString()), "Linux")).isEmpty();
    }

    private String reasons() {
        return List.copyOf(logged.list).stream()
                .map(event -> String.valueOf(event.getKeyValuePairs()))
                .toList()
                .toString();
    }

    private static Notices hooked(String... words) {
        return new Notices(() -> List.of(words), Optional.empty());
    }
}
