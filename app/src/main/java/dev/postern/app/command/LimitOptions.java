package dev.postern.app.command;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options that limit an app: each is a key of an {@code [[app]]}. */
final class LimitOptions {

    private static final Pattern FROM_NOW = Pattern.compile("([0-9]{1,5}) ?(d|days?|weeks?)");

    @Option(
            names = "--imap",
            paramLabel = "PROFILE",
            description = {
                "What it may do with messages: full, read-only, read-and-flag, append-only or"
                        + " no-delete",
            })
    private @Nullable String imap;

    @Option(
            names = "--folders",
            split = ",",
            paramLabel = "FOLDER",
            description = "Only these folders, each with all below it: INBOX,Archive/2026")
    private List<String> folders = List.of();

    @Option(
            names = "--senders",
            split = ",",
            paramLabel = "ADDRESS",
            description = "As whom it may send: addresses or domains")
    private List<String> senders = List.of();

    @Option(
            names = "--recipients",
            split = ",",
            paramLabel = "ADDRESS",
            description = "To whom it may send: addresses or domains")
    private List<String> recipients = List.of();

    @Option(
            names = "--messages-per-hour",
            paramLabel = "N",
            description = "How many messages it may send in an hour")
    private @Nullable Long messagesPerHour;

    @Option(
            names = "--max-message-size",
            paramLabel = "SIZE",
            description = "The largest message that it may send: '25 MiB'")
    private @Nullable String largestMessage;

    @Option(
            names = "--sources",
            split = ",",
            paramLabel = "NETWORK",
            description =
                    "From where it may log in: 192.168.1.20 or 192.168.1.0/24. Without it, from"
                            + " this machine only")
    private List<String> sources = List.of();

    @Option(
            names = "--expires",
            paramLabel = "WHEN",
            description = "The last day, 2027-01-31; or '90 days' from now")
    private @Nullable String expires;

    @Option(
            names = "--rotate-every",
            paramLabel = "TIME",
            description = "When to be reminded of a new password: '90 days'")
    private @Nullable String rotateEvery;

    @Option(
            names = "--uid",
            paramLabel = "USER",
            description = "Only programs of this user of the machine may use it (Linux)")
    private @Nullable String uid;

    @Option(
            names = "--uid-check",
            paramLabel = "HOW",
            description = "enforce (the default), or warn: log others and let them in")
    private @Nullable String uidCheck;

    @Option(names = "--note", paramLabel = "TEXT", description = "What you want to remember of it")
    private @Nullable String note;

    /** Those that were given. */
    Map<String, Object> settings(LocalDate today) {
        Map<String, Object> settings = new LinkedHashMap<>();
        put(settings, "imap", imap);
        put(settings, "folders", folders);
        put(settings, "senders", senders);
        put(settings, "recipients", recipients);
        put(settings, "messages_per_hour", messagesPerHour);
        put(settings, "max_message_size", largestMessage);
        put(settings, "sources", sources);
        put(settings, "expires", expires == null ? null : day(expires, today));
        put(settings, "rotate_every", rotateEvery);
        put(settings, "uid", uid);
        put(settings, "uid_check", uidCheck);
        put(settings, "note", note);
        return settings;
    }

    private static void put(Map<String, Object> settings, String key, @Nullable Object value) {
        if (value != null && !List.of().equals(value)) {
            settings.put(key, value);
        }
    }

    private static String day(String written, LocalDate today) {
        Matcher matcher = FROM_NOW.matcher(written.strip());
        if (!matcher.matches()) {
            return written;
        }
        long days = Long.parseLong(matcher.group(1)) * (matcher.group(2).startsWith("w") ? 7 : 1);
        return today.plusDays(days).toString();
    }
}
