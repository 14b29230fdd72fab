package dev.postern.smtp;

import dev.postern.core.access.SendingQuota;
import dev.postern.core.testing.Scripts;

import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The public cases of words that are put into somebody else's mouth; each names its source. */
@Tag("torture")
class SmtpInjectionTest {

    private static final Path SCRIPTS = Path.of("src/test/scripts/injection");

    @TestFactory
    Stream<DynamicNode> clients() {
        return Scripts.counted(
                "injection",
                "SMTP: STARTTLS, tags, literals and SASL of clients, at every cut",
                Scripts.ofClients(SCRIPTS.resolve("client"), frontend()));
    }

    @TestFactory
    Stream<DynamicNode> providers() {
        return Scripts.counted(
                "injection",
                "SMTP: STARTTLS, tags and literals of providers, at every cut",
                Scripts.ofProviders(SCRIPTS.resolve("provider"), frontend()));
    }

    private static SmtpFrontend frontend() {
        return new SmtpFrontend(Optional.empty(), List::of, SendingQuota.UNLIMITED);
    }
}
