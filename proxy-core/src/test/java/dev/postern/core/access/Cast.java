package dev.postern.core.access;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.secret.Secret;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who and what the tests are about: two accounts, three apps, and how they get their passwords. */
final class Cast {

    static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");
    static final SecureRandom RANDOM = new SecureRandom();
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final Source DESK = source("192.0.2.1");
    static final Source PHONE = source("192.0.2.2");
    static final Set<Protocol> BOTH = Set.of(Protocol.IMAP, Protocol.SMTP);

    static final Account ALICE = account("alice", "Alice@Example.com", Set.of("ally"), BOTH);
    static final Account BOB = account("bob", "bob@example.com", Set.of(), Set.of(Protocol.IMAP));
    static final App LAPTOP = new App("laptop", "alice", anywhere(BOTH));
    static final App SCANNER = new App("scanner", "alice", anywhere(Set.of(Protocol.SMTP)));
    static final App TABLET = new App("tablet", "bob", anywhere(BOTH));
    static final Directory DIRECTORY =
            new Directory(List.of(ALICE, BOB), List.of(LAPTOP, SCANNER, TABLET));

    private Cast() {}

    /** May be used from every address. */
    static AppPolicy anywhere(Set<Protocol> protocols) {
        return new AppPolicy(
                protocols,
                ImapPolicy.UNRESTRICTED,
                SmtpPolicy.UNRESTRICTED,
                List.of(network("0.0.0.0/0"), network("::/0")),
                Optional.empty(),
                Optional.empty(),
                Rotation.USUAL);
    }

    static Network network(String written) {
        return Network.parse(written).orElseThrow();
    }

    static LoginAttempt attempt(String user, Secret secret) {
        return new LoginAttempt(user, secret, "PLAIN");
    }

    static Verifiers.Issue issue(Verifiers verifiers, App app) {
        return verifiers.issue(app.name(), KEY, RANDOM, NOON);
    }

    static Verifiers choose(Verifiers verifiers, App app, Account account, String password) {
        Verifiers.Choice choice = verifiers.choose(app, account, Secret.of(password), RANDOM, NOON);
        if (choice instanceof Verifiers.Choice.Taken(Verifiers taken)) {
            return taken;
        }
        throw new AssertionError(choice);
    }

    static Source source(String address) {
        try {
            return new Source(
                    new InetSocketAddress(InetAddress.getByName(address), 50_000),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 1143));
        } catch (UnknownHostException e) {
            throw new AssertionError("an address literal needs no look-up", e);
        }
    }

    static Account account(
            String name, String address, Set<String> aliases, Set<Protocol> protocols) {
        Upstream upstream =
                new Upstream(
                        "mail.example.com",
                        993,
                        UpstreamTls.IMPLICIT,
                        new Trust.RuntimeAuthorities(),
                        address,
                        Optional.empty());
        Map<Protocol, Upstream> upstreams =
                protocols.contains(Protocol.SMTP)
                        ? Map.of(Protocol.IMAP, upstream, Protocol.SMTP, upstream)
                        : Map.of(Protocol.IMAP, upstream);
        return new Account(name, address, aliases, upstreams, new Credential.VaultPassword());
    }
}
