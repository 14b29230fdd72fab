package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Ten thousand apps, each in a file of its own, are read while nobody waits for long. */
class ManyAppsTest {

    private static final int APPS = 10_000;

    /** On a quiet machine of two cores it takes a third of a second; a build is seldom quiet. */
    private static final Duration GENEROUS = Duration.ofSeconds(5);

    @TempDir Path temporary;

    @Test
    void tenThousandDropInsAreReadInAMoment() throws IOException {
        OwnedDirectory directory = new OwnedDirectory(temporary);
        directory.write("postern.toml", Texts.ACCOUNT);
        directory.write("apps.d/app0.toml", app(0));
        for (int i = 1; i < APPS; i++) {
            Path file = temporary.resolve("apps.d/app" + i + ".toml");
            Files.writeString(file, app(i));
            OwnedDirectory.mode(file, "rw-------");
        }
        Duration best = Duration.ofDays(1);
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            Configuration configuration = Texts.valid(directory.load());
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            assertThat(configuration.apps()).hasSize(APPS);
            best = taken.compareTo(best) < 0 ? taken : best;
        }
        assertThat(best).isLessThan(GENEROUS);
    }

    private static String app(int number) {
        return """
        # Written by `postern app add` on 2026-11-23; edit it as you like.
        [[app]]
        name = "app%d"
        account = "work"
        protocols = ["smtp"]
        senders = ["me@example.com"]
        messages_per_hour = 60
        max_message_size = "25 MiB"
        """
                .formatted(number);
    }
}
