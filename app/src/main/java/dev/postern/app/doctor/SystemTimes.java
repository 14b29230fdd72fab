package dev.postern.app.doctor;

import dev.postern.app.service.Programs;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Of this machine. */
public final class SystemTimes implements ClockExamination.Times {
    private static final int PATIENCE_MILLIS = 5_000;

    private final Programs programs;

    public SystemTimes(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Instant here() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public Optional<Instant> at(URI server) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) server.resolve("/").toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestMethod("HEAD");
            connection.setInstanceFollowRedirects(false);
            try {
                connection.getResponseCode();
                long date = connection.getDate();
                return date == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(date));
            } finally {
                connection.disconnect();
            }
        } catch (IOException unreachable) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Boolean> isKept() {
        List<String> question =
                List.of("timedatectl", "show", "--property=NTPSynchronized", "--value");
        return switch (programs.run(question).output()) {
            case "yes" -> Optional.of(true);
            case "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
