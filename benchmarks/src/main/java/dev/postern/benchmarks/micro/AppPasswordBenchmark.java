package dev.postern.benchmarks.micro;

import dev.postern.core.access.App;
import dev.postern.core.access.AppAuthenticator;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.Directory;
import dev.postern.core.access.LoginAttempt;
import dev.postern.core.access.Source;
import dev.postern.core.access.Verdict;
import dev.postern.core.access.Verifiers;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.secret.Secret;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A right generated app password: read, hashed, looked up and ruled upon. */
@State(Scope.Thread)
public class AppPasswordBenchmark {

    private static final String USER = "bench@example.org";
    private static final Source SOURCE =
            new Source(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 1143));

    private static final Upstream NEVER_CALLED =
            new Upstream(
                    "imap.example.org",
                    993,
                    UpstreamTls.IMPLICIT,
                    new Trust.RuntimeAuthorities(),
                    USER,
                    Optional.empty());

    /** How many apps there are. */
    @Param({"1", "1000"})
    public int apps;

    private final Secret key = Secret.of("a key of 32 octets and not fewer");
    private Secret password = Secret.of("");
    private AppAuthenticator authenticator =
            new AppAuthenticator(new Directory(List.of(), List.of()), Verifiers.none(), key);

    @Setup
    public void issue() {
        Account account =
                new Account(
                        "bench",
                        USER,
                        Set.of(),
                        Map.of(Protocol.IMAP, NEVER_CALLED),
                        new Credential.VaultPassword());
        SecureRandom random = new SecureRandom();
        List<App> all = new ArrayList<>();
        Verifiers verifiers = Verifiers.none();
        for (int i = 0; i < apps; i++) {
            App app = new App("app" + i, "bench", new AppPolicy(Set.of(Protocol.IMAP)));
            all.add(app);
            Verifiers.Issue issue = verifiers.issue(app.name(), key, random, Instant.now());
            verifiers = issue.verifiers();
            password = issue.text();
        }
        authenticator.update(new Directory(List.of(account), all), verifiers);
    }

    @Benchmark
    public Verdict verify() {
        Verdict verdict =
                authenticator
                        .verify(new LoginAttempt(USER, password, "LOGIN"), Protocol.IMAP, SOURCE)
                        .toCompletableFuture()
                        .join();
        if (!(verdict instanceof Verdict.Accepted)) {
            throw new IllegalStateException("was not let in: " + verdict);
        }
        return verdict;
    }

    @TearDown
    public void close() {
        authenticator.close();
    }
}
