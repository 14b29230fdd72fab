package dev.postern.imap;

import dev.postern.core.testing.Scripts;

import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Path;
import java.util.stream.Stream;

class ImapDialogueTest {

    @TestFactory
    Stream<DynamicNode> clients() {
        return Scripts.ofClients(Path.of("src/test/scripts/client"), new ImapFrontend());
    }

    @TestFactory
    Stream<DynamicNode> providers() {
        return Scripts.ofProviders(Path.of("src/test/scripts/provider"), new ImapFrontend());
    }
}
