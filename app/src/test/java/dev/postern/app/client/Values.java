package dev.postern.app.client;

import dev.postern.app.trust.RootCertificate;
import dev.postern.core.access.App;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.testing.TestAuthority;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What templates are filled with in tests.
 *
 * @param protocols that the program is to speak
 */
record Values(
        RootCertificate root, String address, String passwordCommand, Set<Protocol> protocols) {

    static Values in(Path directory) throws Exception {
        return new Values(
                RootCertificate.read(new TestAuthority().writePem(directory)),
                "jo@example.org",
                "cat /passwords/{app}",
                EnumSet.allOf(Protocol.class));
    }

    Values of(String otherAddress) {
        return new Values(root, otherAddress, passwordCommand, protocols);
    }

    Values havingPasswordsBy(String otherCommand) {
        return new Values(root, address, otherCommand, protocols);
    }

    Values speaking(Set<Protocol> others) {
        return new Values(root, address, passwordCommand, others);
    }

    ClientValues with(Encryption way) {
        return with(way, Endpoint.Issuer.LOCAL_AUTHORITY);
    }

    ClientValues with(Encryption way, Endpoint.Issuer issuer) {
        Map<Protocol, Endpoint> endpoints = new EnumMap<>(Protocol.class);
        for (Protocol protocol : protocols) {
            App app = new App(protocol.word(), "jo", new AppPolicy(Set.of(protocol)));
            endpoints.put(protocol, new Endpoint(app, protocol, "localhost", 1, way, issuer));
        }
        return ClientValues.of(
                account(),
                "Jo O'Neil \"x\"",
                endpoints,
                root,
                app -> passwordCommand.replace("{app}", app));
    }

    private Account account() {
        return new Account("jo", address, Set.of(), Map.of(), new Credential.VaultPassword());
    }
}
