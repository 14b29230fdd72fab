package dev.postern.core.audit;

import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A log in a directory, and what a test does to its files. */
record Ledger(Path directory) {

    static final AuditLimits ROOMY =
            new AuditLimits(Long.MAX_VALUE, 4, 200_000, Duration.ZERO, Duration.ofMinutes(10));

    static final String KEY = "0123456789abcdef0123456789abcdef";

    AuditTrail open(AuditLimits limits) {
        return open(limits, LogKey.Age.NEW);
    }

    AuditTrail open(AuditLimits limits, LogKey.Age age) {
        return new AuditTrail(
                directory,
                () -> new LogKey(Secret.of(KEY), age, () -> {}),
                limits,
                Clock.systemUTC());
    }

    /** Writes events of apps {@code app-FROM} to {@code app-TO}, and closes. */
    Ledger write(AuditLimits limits, int from, int to) {
        try (AuditTrail trail = open(limits)) {
            for (int i = from; i <= to; i++) {
                trail.record(login(i));
            }
        }
        return this;
    }

    /** Three files: 1 to 3, with ten logins each, a line before them. */
    static Ledger ofThreeFiles(Path directory) {
        Ledger ledger = new Ledger(directory);
        AuditLimits small = new AuditLimits(1, 4, 100, Duration.ZERO, ROOMY.sync());
        for (int file = 0; file < 3; file++) {
            try (AuditTrail trail = ledger.open(small)) {
                // The first batch begins the file; the others must not begin one each.
                trail.record(login(file * 10 + 1));
            }
            try (AuditTrail trail = ledger.open(ROOMY)) {
                for (int i = 2; i <= 10; i++) {
                    trail.record(login(file * 10 + i));
                }
            }
        }
        return ledger;
    }

    static AuditEvent login(int number) {
        return new AuditEvent.LoggedIn(
                new AuditEvent.Connection(
                        "s" + number,
                        Protocol.IMAP,
                        "127.0.0.1:50000",
                        "TLSv1.3",
                        "Thunderbird",
                        ""),
                "app-" + number,
                "work");
    }

    /** As a command does that finds the log as it lies there. */
    AuditFinding verify() {
        return verify(LogKey.Age.KNOWN);
    }

    AuditFinding verify(LogKey.Age age) {
        try (LogKey key = new LogKey(Secret.of(KEY), age, () -> {})) {
            return new AuditCheck(new AuditFiles(directory), key).run(Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(int number) {
        return new AuditFiles(directory).file(number);
    }

    Path head() {
        return new AuditFiles(directory).headFile();
    }

    List<String> lines(int number) {
        try {
            return Files.readAllLines(file(number), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines are changed in place: what is returned is written back. */
    void tamper(int number, UnaryOperator<List<String>> change) {
        List<String> changed = change.apply(new ArrayList<>(lines(number)));
        try {
            Files.writeString(file(number), String.join("\n", changed) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The apps whose logins are kept, in their order. */
    List<String> apps() {
        List<String> apps = new ArrayList<>();
        try {
            new AuditReader(directory)
                    .read(line -> {
                        if (line.has("app")) {
                            apps.add(line.get("app").getAsString());
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return apps;
    }
}
