package dev.postern.imap;

import dev.postern.core.testing.Scripts;

import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Path;
import java.util.stream.Stream;

/** The public cases of words that are put into somebody else's mouth; each names its source. */
@Tag("torture")
class ImapInjectionTest {

    private static final Path SCRIPTS = Path.of("src/test/scripts/injection");

    @TestFactory
    Stream<DynamicNode> clients() {
        return Scripts.counted(
                "injection",
                "IMAP: STARTTLS, tags, literals and SASL of clients, at every cut",
                Scripts.ofClients(SCRIPTS.resolve("client"), new ImapFrontend()));
    }

    @TestFactory
    Stream<DynamicNode> providers() {
        return Scripts.counted(
                "injection",
                "IMAP: STARTTLS, tags and literals of providers, at every cut",
                Scripts.ofProviders(SCRIPTS.resolve("provider"), new ImapFrontend()));
    }
}
