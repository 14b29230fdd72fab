package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Configurations as texts, loaded without a disk. */
final class Texts {

    static final Path FILE = Path.of("/etc/postern/postern.toml");

    static final String ACCOUNT =
            """
            [[account]]
            name = "work"
            address = "me@example.com"
            [account.imap]
            host = "imap.example.com"
            """;

    private Texts() {}

    static Loaded load(String main) {
        return load(main.getBytes(StandardCharsets.UTF_8));
    }

    static Loaded load(byte[] main) {
        Problems problems = new Problems();
        List<SourceFile> sources =
                TomlReader.decoded(FILE, main, problems)
                        .map(text -> List.of(new SourceFile(FILE, SourceFile.Kind.MAIN, text)))
                        .orElse(List.of());
        return Assembly.assemble(sources, problems, ProxyEnvironment.NONE);
    }

    static Configuration valid(String main) {
        return valid(load(main));
    }

    static Configuration valid(Loaded loaded) {
        if (loaded instanceof Loaded.Broken broken) {
            throw new AssertionError(broken.problems().stream().map(Problem::sentence).toList());
        }
        return (Configuration) loaded;
    }

    static List<Problem> problems(String main) {
        return problems(load(main));
    }

    static List<Problem> problems(Loaded loaded) {
        assertThat(loaded).isInstanceOf(Loaded.Broken.class);
        return ((Loaded.Broken) loaded).problems();
    }

    /** The one problem, as a person reads it, without the file. */
    static String problem(String main) {
        List<Problem> problems = problems(main);
        assertThat(problems).hasSize(1);
        return problems.getFirst().sentence().substring(FILE.toString().length() + 1);
    }
}
