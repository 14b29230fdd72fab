package dev.postern.core.state;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.audit.AuditEvent;
import dev.postern.core.audit.LastUses;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A process that notes, round by round, when apps were used and what a provider offers, and says
 * which round is on the disk.
 */
final class Notes {

    /** Of the process. The rounds before it were there already. */
    static final int FIRST = 2;

    private static final int LAST = 4;

    private static final String PROGRAM = "a mail program with a long name, ".repeat(200);

    private static final Account ACCOUNT =
            new Account(
                    "work",
                    "ann@example.org",
                    Set.of(),
                    Map.of(
                            Protocol.IMAP,
                            new Upstream(
                                    "localhost",
                                    993,
                                    UpstreamTls.IMPLICIT,
                                    new Trust.RuntimeAuthorities(),
                                    "ann",
                                    Optional.empty())),
                    new Credential.VaultPassword());

    private Notes() {}

    public static void main(String[] arguments) {
        try (StateLock lock = lock(Path.of(arguments[0]))) {
            for (int round = FIRST; round <= LAST; round++) {
                note(lock, round);
                System.out.println("kept " + round);
            }
        }
    }

    static StateLock lock(Path home) {
        return StateLock.acquire(StateDirectory.open(home.resolve("state")));
    }

    /** On the disk when it returns. */
    static void note(StateLock lock, int round) {
        try (LastUses uses = LastUses.open(lock.directory().lastUses(), Clock.systemUTC())) {
            uses.record(
                    new AuditEvent.LoggedIn(
                            new AuditEvent.Connection(
                                    "1", Protocol.IMAP, "192.0.2.1:50000", "", PROGRAM, ""),
                            "app-" + round,
                            "work"));
        }
        OfferMemory.open(lock, Runnable::run).remember("work", Protocol.IMAP, offers(round));
    }

    /** What the provider offers in that round. */
    static List<String> offers(int round) {
        return List.of("IMAP4rev1", "ROUND=" + round, "X".repeat(1000));
    }

    /** What is remembered of it. */
    static List<String> remembered(StateLock lock) {
        return OfferMemory.open(lock, Runnable::run)
                .known(Protocol.IMAP, List.of(ACCOUNT))
                .getFirst();
    }
}
