package dev.postern.app.supply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code SECURITY.md} says which test shows what: a name there that is no test shows nothing. */
class SecurityPageTest {

    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES =
            List.of("proxy-core", "imap-frontend", "smtp-frontend", "config", "app");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT|Watch))`");
    private static final Pattern SCRIPT = Pattern.compile("`(scripts/[a-z-]+)");

    private static Set<String> named(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(ROOT.resolve("SECURITY.md")))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Set<String> tests = new TreeSet<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.map(file -> file.getFileName().toString().replace(".java", ""))
                        .forEach(tests::add);
            }
        }
        assertThat(named(TEST)).hasSizeGreaterThan(30);
        assertThat(tests).containsAll(named(TEST));
    }

    @Test
    void everyScriptThatIsNamedExists() throws IOException {
        for (String script : named(SCRIPT)) {
            assertThat(ROOT.resolve(script)).isExecutable();
        }
    }
}
