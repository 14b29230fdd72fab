package dev.postern.app.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directory in which Thunderbird keeps what a person has set.
 *
 * <p>The account goes into {@code prefs.js}, which is Thunderbird's own: what stands in {@code
 * user.js} would count at each start, and so take away every account that a person adds later.
 * Thunderbird writes the file when it ends, so that nothing is changed while it runs.
 */
public record ThunderbirdProfile(Path directory) {

    private static final String PREFERENCES = "prefs.js";

    /** Of Unix, and of Windows. */
    private static final List<String> LOCKS = List.of(".parentlock", "parent.lock");

    private static final String ACCOUNTS = "mail.accountmanager.accounts";
    private static final String DEFAULT_ACCOUNT = "mail.accountmanager.defaultaccount";
    private static final String SMTP_SERVERS = "mail.smtpservers";
    private static final String DEFAULT_SMTP_SERVER = "mail.smtp.defaultserver";

    /** What became of it. */
    public enum Result {
        WRITTEN,
        RUNNING,
        THERE_ALREADY
    }

    /** Where the account comes to stand. */
    public Path file() {
        return directory.resolve(PREFERENCES);
    }

    /**
     * Adds an account.
     *
     * @param lines of preferences
     * @param values that they were made of
     */
    public Result add(String lines, ClientValues values) throws IOException {
        if (isRunning()) {
            return Result.RUNNING;
        }
        String before = Files.exists(file()) ? Files.readString(file()) : "";
        String key = Syntax.TEXT.write(values.value("account.key"));
        if (before.contains("\"mail.account.%s.server\"".formatted(key))) {
            return Result.THERE_ALREADY;
        }
        StringBuilder after = new StringBuilder(before);
        if (!before.isEmpty() && !before.endsWith("\n")) {
            after.append('\n');
        }
        after.append(lines);
        enlist(after, before, ACCOUNTS, DEFAULT_ACCOUNT, key);
        if (values.isTrue("smtp")) {
            enlist(after, before, SMTP_SERVERS, DEFAULT_SMTP_SERVER, key);
        }
        Files.createDirectories(directory);
        Path next = Files.createTempFile(directory, "prefs-", ".js");
        Files.write(next, after.toString().getBytes(StandardCharsets.UTF_8));
        Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
        return Result.WRITTEN;
    }

    /** Those that are there stay, and what was chosen among them. */
    private static void enlist(
            StringBuilder after, String before, String list, String chosen, String key) {
        String others = preference(before, list).map(there -> there + ",").orElse("");
        after.append(line(list, others + key));
        if (preference(before, chosen).isEmpty()) {
            after.append(line(chosen, key));
        }
    }

    private static String line(String name, String value) {
        return "user_pref(\"%s\", \"%s\");%n".formatted(name, value);
    }

    /** The last line of a name counts. */
    private static Optional<String> preference(String text, String name) {
        Matcher line =
                Pattern.compile(
                                "(?m)^user_pref\\(\"%s\", \"([^\"\\\\]*)\"\\);"
                                        .formatted(Pattern.quote(name)))
                        .matcher(text);
        return line.results()
                .map(found -> found.group(1))
                .reduce((first, second) -> second)
                .filter(value -> !value.isEmpty());
    }

    private boolean isRunning() throws IOException {
        for (String name : LOCKS) {
            Path file = directory.resolve(name);
            if (!Files.exists(file)) {
                continue;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    return true;
                }
            }
        }
        return false;
    }
}
