package dev.postern.app.sendmail;

import dev.postern.core.secret.Secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The app password that {@code sendmail} submits with, from the environment or a file; never an
 * argument, which other users see.
 *
 * @param user empty if only the password was given
 */
public record SubmissionLogin(Optional<String> user, Secret password) {

    private static final String USER_VARIABLE = "POSTERN_USER";
    private static final String PASSWORD_VARIABLE = "POSTERN_APP_PASSWORD";

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    /** The environment's, where it has a password; else the file's. */
    public static SubmissionLogin find(Map<String, String> environment, Path file)
            throws SendmailException {
        Optional<String> user = Optional.ofNullable(environment.get(USER_VARIABLE));
        String password = environment.get(PASSWORD_VARIABLE);
        if (password != null && !password.isEmpty()) {
            return new SubmissionLogin(user, Secret.of(password));
        }
        if (!Files.exists(file)) {
            throw new SendmailException(
                    Sysexit.CONFIGURATION,
                    "There is no app password to submit with: neither in %s nor in the file %s. Make one and write the file: postern app add sendmail --protocols smtp; postern sendmail --setup"
                            .formatted(PASSWORD_VARIABLE, file));
        }
        SubmissionLogin login = of(file);
        return new SubmissionLogin(user.or(login::user), login.password());
    }

    private static SubmissionLogin of(Path file) throws SendmailException {
        Optional<String> user = Optional.empty();
        Optional<Secret> password = Optional.empty();
        for (String line : lines(file)) {
            int equals = line.indexOf('=');
            String key = equals < 0 ? line.strip() : line.substring(0, equals).strip();
            String value = equals < 0 ? "" : line.substring(equals + 1).strip();
            if (key.equals("user") && !value.isEmpty()) {
                user = Optional.of(value);
            } else if (key.equals("password") && !value.isEmpty()) {
                password = Optional.of(Secret.of(value));
            } else if (!key.isEmpty() && !key.startsWith("#")) {
                throw unusable(file, "a line is none of: user = …, password = …, # a comment");
            }
        }
        if (password.isEmpty()) {
            throw unusable(file, "it has no line: password = …");
        }
        return new SubmissionLogin(user, password.get());
    }

    private static List<String> lines(Path file) throws SendmailException {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw unusable(file, "others than its owner can read it; chmod 600 " + file);
            }
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw unusable(file, unreadable.toString());
        }
    }

    private static SendmailException unusable(Path file, String why) {
        return new SendmailException(
                Sysexit.CONFIGURATION,
                "The app password in %s is not used: %s. A new file: postern sendmail --setup"
                        .formatted(file, why));
    }

    /** What {@link #find} reads again. */
    public static String fileText(String user, Secret password) {
        return "# Read by postern sendmail; for its owner alone.\nuser = %s\npassword = %s\n"
                .formatted(user, password.revealText());
    }
}
