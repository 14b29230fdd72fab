package dev.postern.config;

import dev.postern.core.access.App;
import dev.postern.core.account.Account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Adds accounts and apps as files of their own, and takes back what it has added. It never changes
 * a file, and it tries every change on the whole configuration before making it.
 */
public final class DropIns {

    private final ConfigurationFiles files;
    private final ConfigurationLoader loader;

    public DropIns(ConfigurationFiles files) {
        this.files = files;
        this.loader = new ConfigurationLoader(files);
    }

    /**
     * Writes {@code accounts.d/NAME.toml}, readable by its owner only. What the account has in
     * common with its provider's preset, our registration there and the proxy of {@code [bridge]}
     * is not written; an account without a proxy takes that of {@code [bridge]}.
     */
    public Change add(Account account, LocalDate today) throws IOException {
        Path file = file(files.accounts(), account.name());
        return switch (loader.load()) {
            case Loaded.Broken broken ->
                    Files.exists(file)
                            ? new Change.FileExists(file)
                            : new Change.WouldBreak(broken.problems());
            case Configuration now ->
                    add(
                            new SourceFile(
                                    file,
                                    SourceFile.Kind.ACCOUNTS,
                                    text(account, Givens.of(now), today)));
        };
    }

    /** Writes {@code accounts.d/oauth-PROVIDER.toml}, readable by its owner only. */
    public Change add(OauthRegistration registration, LocalDate today) throws IOException {
        return add(
                new SourceFile(
                        file(files.accounts(), "oauth-" + registration.provider()),
                        SourceFile.Kind.ACCOUNTS,
                        Signature.line("account add", today)
                                + TomlWriter.oauthClient(registration)));
    }

    /** Writes {@code apps.d/NAME.toml}, readable by its owner only. */
    public Change add(App app, LocalDate today) throws IOException {
        return add(
                new SourceFile(
                        file(files.apps(), app.name()), SourceFile.Kind.APPS, text(app, today)));
    }

    /**
     * Removes the file of {@code account} if nothing in it is a person's.
     *
     * @param configuration in which {@code account} was found
     */
    public Change remove(Account account, Configuration configuration) throws IOException {
        Origin origin = configuration.originOf(account).orElseThrow();
        Givens givens = Givens.of(configuration);
        return remove(origin, files.accounts(), day -> text(account, givens, day));
    }

    /**
     * Removes the file of {@code app} if nothing in it is a person's.
     *
     * @param configuration in which {@code app} was found
     */
    public Change remove(App app, Configuration configuration) throws IOException {
        Origin origin = configuration.originOf(app).orElseThrow();
        return remove(origin, files.apps(), day -> text(app, day));
    }

    /**
     * Why {@link #remove} would leave {@code app} where it is; empty if it would not.
     *
     * @param configuration in which {@code app} was found
     */
    public Optional<Change.WrittenByPerson> objection(App app, Configuration configuration)
            throws IOException {
        Origin origin = configuration.originOf(app).orElseThrow();
        return objection(origin, files.apps(), day -> text(app, day));
    }

    static String text(Account account, Givens givens, LocalDate day) {
        return Signature.line("account add", day) + TomlWriter.account(account, givens);
    }

    static String text(App app, LocalDate day) {
        return Signature.line("app add", day) + TomlWriter.app(app);
    }

    private static Path file(Path directory, String name) {
        if (!Names.isName(name)) {
            throw new IllegalArgumentException("not a name: " + Values.quoted(name));
        }
        return directory.resolve(name + ConfigurationFiles.SUFFIX);
    }

    private Change add(SourceFile added) throws IOException {
        if (Files.exists(added.file())) {
            return new Change.FileExists(added.file());
        }
        Loaded after =
                loader.load(sources -> {
                    List<SourceFile> all = new ArrayList<>(sources);
                    all.add(added);
                    return all;
                });
        return switch (after) {
            case Loaded.Broken broken -> new Change.WouldBreak(broken.problems());
            case Configuration fine -> {
                try {
                    NewFile.write(added.file(), added.text());
                } catch (FileAlreadyExistsException inTheMeantime) {
                    yield new Change.FileExists(added.file());
                }
                yield new Change.Done(added.file());
            }
        };
    }

    private interface Rendering {
        String on(LocalDate day);
    }

    private static Optional<Change.WrittenByPerson> objection(
            Origin origin, Path directory, Rendering rendering) throws IOException {
        Path file = origin.file();
        if (!directory.equals(file.getParent())) {
            return Optional.of(
                    new Change.WrittenByPerson(
                            origin,
                            "It stands in a file that a person wrote: delete its lines there."));
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        boolean ours =
                Signature.dayOf(text).filter(day -> rendering.on(day).equals(text)).isPresent();
        return ours
                ? Optional.empty()
                : Optional.of(
                        new Change.WrittenByPerson(
                                origin,
                                "The file is not as Postern wrote it: look whether anything in it"
                                        + " is to be kept, then delete it or the lines."));
    }

    private Change remove(Origin origin, Path directory, Rendering rendering) throws IOException {
        Path file = origin.file();
        Optional<Change.WrittenByPerson> objection = objection(origin, directory, rendering);
        if (objection.isPresent()) {
            return objection.get();
        }
        UnaryOperator<List<SourceFile>> without =
                sources -> sources.stream().filter(s -> !s.file().equals(file)).toList();
        return switch (loader.load(without)) {
            case Loaded.Broken broken -> new Change.WouldBreak(broken.problems());
            case Configuration fine -> {
                Files.delete(file);
                yield new Change.Done(file);
            }
        };
    }
}
