package dev.postern.app.command;

import dev.postern.config.NewFile;
import dev.postern.core.secret.Secret;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where mail programs get app passwords from: files that only their owner may read, or a command of
 * the person's.
 *
 * @param directory of the files; empty: it is not for this process to write there
 * @param template a line for the shell with {@code {app}} for the app's name
 */
record ClientPasswords(Optional<Path> directory, String template) {

    /** A shell expands it, so that it is the home of whoever runs the program. */
    private static final String OF_WHOEVER_RUNS_IT = "cat ~/.config/postern/passwords/{app}";

    /**
     * @param command what the person said; null: files
     */
    static ClientPasswords of(@Nullable String command, Postern postern, Workplace workplace)
            throws CommandException {
        if (command != null) {
            if (command.isBlank() || command.chars().anyMatch(Character::isISOControl)) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "--password-command: expected one line for the shell that prints the"
                                + " password, like 'pass show {app}'.");
            }
            return new ClientPasswords(Optional.empty(), command);
        }
        if (!postern.isForOneUser()) {
            return new ClientPasswords(Optional.empty(), OF_WHOEVER_RUNS_IT);
        }
        Path directory = workplace.locations().configuration().resolve("passwords");
        return new ClientPasswords(
                Optional.of(directory), "cat " + quoted(directory.toString()) + "/{app}");
    }

    /** As a shell reads it. */
    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    /** The line that prints the password of this app. */
    String command(String app) {
        return template.replace("{app}", app);
    }

    /**
     * Stores what the person says.
     *
     * @return what is to be done still
     */
    List<String> store(Iterable<String> apps, Terminal terminal, Passwords.From from)
            throws CommandException {
        List<String> todo = new ArrayList<>();
        Set<String> each = new LinkedHashSet<>();
        apps.forEach(each::add);
        for (String app : each) {
            if (!store(app, terminal, from)) {
                todo.add(
                        directory
                                .map(files ->
                                        "The app password of %s is not there yet. It belongs into %s: put it there, or say the same again with --password-stdin and the passwords, a line each, that for IMAP first."
                                                .formatted(app, files.resolve(app)))
                                .orElseGet(() ->
                                        "The password of %s is taken from: %s"
                                                .formatted(app, command(app))));
            }
        }
        return todo;
    }

    private boolean store(String app, Terminal terminal, Passwords.From from)
            throws CommandException {
        if (directory.isEmpty()) {
            return false;
        }
        Path file = directory.get().resolve(app);
        Secret password =
                switch (from) {
                    case STANDARD_INPUT -> terminal.readSecret();
                    case TERMINAL -> {
                        if (Files.exists(file)) {
                            yield Secret.copyOf(new byte[0]);
                        }
                        yield terminal.ask(
                                        "The app password of %s, to be kept in %s (Enter: not now)"
                                                .formatted(app, file))
                                .orElseGet(() -> Secret.copyOf(new byte[0]));
                    }
                };
        if (password.isEmpty()) {
            return Files.exists(file);
        }
        try {
            OwnerFiles.makeDirectory(directory.get());
            Files.deleteIfExists(file);
            NewFile.write(file, password.revealText() + "\n");
            return true;
        } catch (IOException refused) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "The file %s could not be written (%s). You need to be allowed to write there."
                            .formatted(file, refused));
        } finally {
            password.wipe();
        }
    }
}
