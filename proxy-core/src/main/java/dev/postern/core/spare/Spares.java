package dev.postern.core.spare;

import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.credential.CredentialSource;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.session.Frontend;
import dev.postern.core.upstream.Dialled;
import dev.postern.core.upstream.LoginTarget;
import dev.postern.core.upstream.PendingLogin;
import dev.postern.core.upstream.UpstreamLogins;

import io.netty.channel.EventLoop;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Gives connections that are logged in already, for accounts that want to have some ready; for all
 * others it does nothing on its own. Thread-safe; lives as long as the process.
 */
public final class Spares implements UpstreamLogins, AutoCloseable {

    /** Event loops get there in microseconds; this is for loaded machines. */
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final UpstreamLogins logins;
    private final CredentialSource credentials;
    private final Map<Protocol, Frontend> frontends;
    private final Predicate<Account> configured;
    private final SpareTimes times;
    private final SpareListener listener;
    private final ConcurrentMap<LoginTarget, Stock> stocks = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param logins that take the long way
     * @param credentials that those use
     * @param configured whether the configuration has this account now, to the last setting
     */
    public Spares(
            UpstreamLogins logins,
            CredentialSource credentials,
            Map<Protocol, Frontend> frontends,
            Predicate<Account> configured,
            SpareTimes times,
            SpareListener listener) {
        this.logins = logins;
        this.credentials = credentials;
        this.frontends = Map.copyOf(frontends);
        this.configured = configured;
        this.times = times;
        this.listener = listener;
    }

    @Override
    public PendingLogin login(
            LoginTarget target,
            Function<UpstreamLogin, UpstreamDialogue> dialogues,
            EventLoop loop,
            String session,
            Consumer<Dialled> result) {
        if (target.account().spares() == 0 || closed || !configured.test(target.account())) {
            return logins.login(target, dialogues, loop, session, result);
        }
        Stock stock = stocks.computeIfAbsent(target, this::stock);
        stock.loggedIn();
        SpareLogin login =
                new SpareLogin(
                        stock,
                        loop,
                        told -> logins.login(target, dialogues, loop, session, told),
                        result);
        login.start();
        return login;
    }

    private Stock stock(LoginTarget target) {
        return new Stock(
                target,
                logins,
                credentials,
                Objects.requireNonNull(frontends.get(target.protocol())),
                () -> !closed && configured.test(target.account()),
                () -> makeRoom(target.account()),
                times,
                listener);
    }

    private void makeRoom(Account account) {
        stocks.forEach((target, stock) -> {
            if (target.account().name().equals(account.name())) {
                stock.makeRoom();
            }
        });
    }

    /** How many wait for a client now. */
    public int held(Account account, Protocol protocol) {
        return account.upstream(protocol)
                .map(upstream -> stocks.get(new LoginTarget(account, protocol, upstream)))
                .map(Stock::count)
                .orElse(0);
    }

    /** The configuration, or a credential, may be another now. */
    public void changed() {
        stocks.forEach((target, stock) -> {
            if (stock.isWanted()) {
                stock.checkCredential();
            } else {
                stocks.remove(target, stock);
                stock.close(Discarded.CHANGED);
            }
        });
    }

    /**
     * Closes all; no more are opened. Logins go the long way from now on. Not to be called on an
     * event loop; before those are shut down, which would leave behind what is being opened.
     */
    @Override
    public void close() {
        closed = true;
        stocks.values().stream()
                .flatMap(stock -> stock.close(Discarded.SHUTDOWN).stream())
                .forEach(cancelled -> cancelled.awaitUninterruptibly(CLOSING.toMillis()));
    }
}
