package dev.postern.smtp;

import dev.postern.core.access.SendingQuota;
import dev.postern.core.testing.Scripts;

import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class SmtpScriptsTest {

    private static final Path SCRIPTS = Path.of("src/test/scripts");

    @TestFactory
    Stream<DynamicNode> clients() {
        return Scripts.ofClients(SCRIPTS.resolve("client"), frontend(List.of()));
    }

    @TestFactory
    Stream<DynamicNode> clientsOfKnownProviders() {
        List<List<String>> providers =
                List.of(
                        List.of(
                                "PIPELINING",
                                "8BITMIME",
                                "SIZE 35882577",
                                "DSN",
                                "AUTH XOAUTH2",
                                "X1"),
                        List.of("8bitmime", "SIZE 0", "DSN RET", "SMTPUTF8", "STARTTLS", "X1"));
        return Scripts.ofClients(SCRIPTS.resolve("client-of-known-providers"), frontend(providers));
    }

    @TestFactory
    Stream<DynamicNode> devices() {
        return Scripts.ofClients(SCRIPTS.resolve("device"), frontend(List.of()));
    }

    @TestFactory
    Stream<DynamicNode> providers() {
        return Scripts.ofProviders(SCRIPTS.resolve("provider"), frontend(List.of()));
    }

    private static SmtpFrontend frontend(List<List<String>> knownOffers) {
        return new SmtpFrontend(Optional.empty(), () -> knownOffers, SendingQuota.UNLIMITED);
    }
}
