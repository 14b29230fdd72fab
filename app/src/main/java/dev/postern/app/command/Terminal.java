package dev.postern.app.command;

import dev.postern.core.secret.Secret;

import picocli.CommandLine.Help.Ansi;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a command reads from and prints to: a person's terminal, or a script's pipes. */
public final class Terminal {

    /** Longer than any password, shorter than a file that was redirected by mistake. */
    private static final int LONGEST_SECRET = 4096;

    /** The address of a page with a code in it has a few thousand characters. */
    private static final int LONGEST_LINE = 64 * 1024;

    private final InputStream in;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Optional<Console> console;
    private final Ansi ansi;

    private Terminal(
            InputStream in,
            PrintWriter out,
            PrintWriter err,
            Optional<Console> console,
            Ansi ansi) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.console = console;
        this.ansi = ansi;
    }

    /** Of this process. */
    public static Terminal ofProcess() {
        // Java 22 to 24 otherwise give a console even where there is no terminal.
        System.setProperty("jdk.console", "java.base");
        return new Terminal(
                System.in,
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                Optional.ofNullable(System.console()),
                Ansi.AUTO);
    }

    /** Without a person. */
    public static Terminal ofStreams(InputStream in, PrintWriter out, PrintWriter err) {
        return new Terminal(in, out, err, Optional.empty(), Ansi.OFF);
    }

    InputStream in() {
        return in;
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    Ansi ansi() {
        return ansi;
    }

    void say(String line) {
        out.println(line);
    }

    /** Says something that stands out, where it can. */
    void headline(String line) {
        out.println(ansi.enabled() ? "\u001b[1m" + line + "\u001b[0m" : line);
    }

    /** For the person, beside what the command prints for others. */
    void note(String line) {
        err.println(line);
    }

    /**
     * Asks for a secret without showing it.
     *
     * @return empty if there is nobody to ask
     */
    Optional<Secret> ask(String question) {
        if (console.isEmpty()) {
            return Optional.empty();
        }
        char[] typed = console.get().readPassword("%s: ", question);
        if (typed == null) {
            return Optional.empty();
        }
        ByteBuffer octets = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
        byte[] exact = new byte[octets.remaining()];
        octets.get(exact);
        Secret secret = Secret.copyOf(exact);
        Arrays.fill(typed, '\0');
        Arrays.fill(exact, (byte) 0);
        octets.rewind();
        while (octets.hasRemaining()) {
            octets.put((byte) 0);
        }
        return Optional.of(secret);
    }

    /**
     * Asks a question of which no is the answer unless somebody says yes.
     *
     * @return empty if there is nobody to ask
     */
    Optional<Boolean> confirm(String question) {
        return console.map(person -> {
            String said = person.readLine("%s [y/N] ", question);
            return said != null && said.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        });
    }

    /** Whether a person sits here who can answer. */
    boolean hasPerson() {
        return console.isPresent();
    }

    /**
     * One line that may be seen, from the person or from standard input.
     *
     * @return empty at the end of the input, and for a line longer than any address
     */
    Optional<String> askLine(String question) {
        if (console.isPresent()) {
            return Optional.ofNullable(console.get().readLine("%s: ", question));
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int c = in.read();
            if (c < 0) {
                return Optional.empty();
            }
            for (; c >= 0 && c != '\n'; c = in.read()) {
                line.write(c);
                if (line.size() > LONGEST_LINE) {
                    return Optional.empty();
                }
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8));
    }

    /** The first line of standard input, without its end. */
    Secret readSecret() throws CommandException {
        return firstLine(in, "standard input");
    }

    /** The first line of what the process was given under this number, without its end. */
    Secret readSecret(int descriptor) throws CommandException {
        if (descriptor == 0) {
            return readSecret();
        }
        // Linux, macOS and the BSDs have it; Java knows no numbers.
        Path file = Path.of("/dev/fd", String.valueOf(descriptor));
        try (InputStream open = Files.newInputStream(file)) {
            return firstLine(open, "file descriptor " + descriptor);
        } catch (IOException absent) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "The file descriptor %d cannot be read (%s). A shell gives one like this: postern … %d<FILE"
                            .formatted(descriptor, absent, descriptor));
        }
    }

    private static Secret firstLine(InputStream from, String what) throws CommandException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int c = from.read(); c >= 0 && c != '\n'; c = from.read()) {
                line.write(c);
                if (line.size() > LONGEST_SECRET) {
                    throw new CommandException(
                            ExitCode.USAGE,
                            "The first line of %s has more than %d octets; expected a password."
                                    .formatted(what, LONGEST_SECRET));
                }
            }
        } catch (IOException unreadable) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "The first line of %s could not be read: %s"
                            .formatted(what, unreadable.getMessage()));
        }
        byte[] octets = line.toByteArray();
        int length = octets.length;
        if (length > 0 && octets[length - 1] == '\r') {
            length--;
        }
        byte[] exact = Arrays.copyOf(octets, length);
        Secret secret = Secret.copyOf(exact);
        Arrays.fill(octets, (byte) 0);
        Arrays.fill(exact, (byte) 0);
        return secret;
    }
}
