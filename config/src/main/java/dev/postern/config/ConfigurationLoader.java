package dev.postern.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads a configuration directory. Thread-safe.
 *
 * <p>What it has once read {@code postern.toml} from is not without that file by intention: then a
 * configuration without accounts would be taken over, and all sessions end.
 */
public final class ConfigurationLoader {

    private final ConfigurationFiles files;
    private final ProxyEnvironment environment;
    private volatile boolean hadMain;

    /** Of a process whose environment names no proxy, or that asks for no tokens. */
    public ConfigurationLoader(ConfigurationFiles files) {
        this(files, ProxyEnvironment.NONE);
    }

    /**
     * @param environment whose proxy counts for token calls where the files name none
     */
    public ConfigurationLoader(ConfigurationFiles files, ProxyEnvironment environment) {
        this.files = files;
        this.environment = environment;
    }

    /**
     * What the files say now. A directory that is not there is that of somebody who has configured
     * nothing yet.
     */
    public Loaded load() {
        return load(UnaryOperator.identity());
    }

    /** The same, once nobody has changed the files for a moment. */
    public Loaded loadSettled() {
        Quiet.await(files);
        return load();
    }

    /** What would be said if a file more or less were there. */
    Loaded load(UnaryOperator<List<SourceFile>> change) {
        Problems problems = new Problems();
        List<SourceFile> sources = new ArrayList<>();
        if (Files.exists(files.directory())) {
            WriteProtection protection = new WriteProtection(problems);
            protection.check(files.directory());
            if (!Files.isReadable(files.directory()) || !Files.isExecutable(files.directory())) {
                problems.add(
                        files.directory(),
                        "a directory that you may read",
                        "somebody else's",
                        "If it is the system service's, run the command as root: sudo postern"
                                + " --system and the rest.");
            } else if (Files.exists(files.main())) {
                hadMain = true;
                read(files.main(), SourceFile.Kind.MAIN, protection, problems)
                        .ifPresent(sources::add);
            } else if (hadMain) {
                problems.add(
                        files.main(),
                        "the file that was there before",
                        "no such file",
                        "Nothing was changed. Put it back; or, if nothing shall be in it, restart"
                                + " the bridge without it.");
            }
            readDropIns(files.accounts(), SourceFile.Kind.ACCOUNTS, protection, problems, sources);
            readDropIns(files.apps(), SourceFile.Kind.APPS, protection, problems, sources);
        }
        return Assembly.assemble(change.apply(sources), problems, environment);
    }

    private static void readDropIns(
            Path directory,
            SourceFile.Kind kind,
            WriteProtection protection,
            Problems problems,
            List<SourceFile> sources) {
        if (!Files.exists(directory)) {
            return;
        }
        protection.check(directory);
        try {
            for (Path file : ConfigurationFiles.dropIns(directory)) {
                read(file, kind, protection, problems).ifPresent(sources::add);
            }
        } catch (IOException unreadable) {
            problems.add(
                    directory,
                    "a directory that can be read",
                    unreadable.toString(),
                    "Correct its owner and mode, or move it away.");
        }
    }

    private static Optional<SourceFile> read(
            Path file, SourceFile.Kind kind, WriteProtection protection, Problems problems) {
        if (!Files.isRegularFile(file)) {
            problems.add(file, "a file", "something else, or a link to nothing", "Move it away.");
            return Optional.empty();
        }
        protection.check(file);
        try (InputStream in = Files.newInputStream(file)) {
            // One octet more than may be: the reader then sees that it is too large.
            byte[] octets = in.readNBytes(TomlReader.LARGEST_FILE + 1);
            return TomlReader.decoded(file, octets, problems)
                    .map(text -> new SourceFile(file, kind, text));
        } catch (IOException unreadable) {
            problems.add(
                    file,
                    "a file that can be read",
                    unreadable.toString(),
                    "Correct its owner and mode, or move it away.");
            return Optional.empty();
        }
    }
}
