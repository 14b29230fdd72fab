package dev.postern.app.check;

import dev.postern.core.access.SendingQuota;
import dev.postern.core.account.Account;
import dev.postern.core.account.Compression;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;
import dev.postern.core.credential.CredentialSource;
import dev.postern.core.login.UpstreamOutcome;
import dev.postern.core.net.Transport;
import dev.postern.core.session.Frontend;
import dev.postern.core.upstream.ConnectionOpener;
import dev.postern.core.upstream.Dialled;
import dev.postern.core.upstream.LoginTarget;
import dev.postern.core.upstream.Providers;
import dev.postern.core.upstream.ProxyPasswords;
import dev.postern.core.upstream.UpstreamConnector;
import dev.postern.imap.ImapFrontend;
import dev.postern.smtp.SmtpFrontend;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Logs in as a running bridge does, on an event loop of its own. Thread-safe. */
final class PosternLogin implements AutoCloseable {

    /** As long as a running bridge waits. */
    static final Duration DEADLINE = Duration.ofSeconds(20);

    /** How long closing waits for the event loop. */
    private static final long SHUTDOWN_SECONDS = 5;

    private final EventLoopGroup loops;
    private final ConnectionOpener opener;
    private final Providers providers;
    private final Frontend imap = new ImapFrontend();
    private final Frontend smtp;

    /**
     * @param credentials the caller's to close, after this
     */
    PosternLogin(
            CredentialSource credentials, ProxyPasswords passwords, Optional<String> ehloName) {
        Transport transport = Transport.best();
        loops = transport.eventLoops(1);
        opener = new ConnectionOpener(transport, Transport.bestTls(), passwords);
        providers = new Providers(new UpstreamConnector(opener, DEADLINE), credentials);
        smtp = new SmtpFrontend(ehloName, List::of, SendingQuota.UNLIMITED);
    }

    /** Waits until the login has succeeded and was ended politely, or has failed. */
    UpstreamOutcome login(Account account, Protocol protocol, Upstream upstream) {
        Frontend frontend =
                switch (protocol) {
                    case IMAP -> imap;
                    case SMTP -> smtp;
                };
        CompletableFuture<UpstreamOutcome> outcome = new CompletableFuture<>();
        EventLoop loop = loops.next();
        loop.execute(() ->
                providers.login(
                        // What is said last is not compressed.
                        new LoginTarget(account, protocol, upstream.with(Compression.NEVER)),
                        frontend::upstreamDialogue,
                        loop,
                        "check",
                        dialled -> outcome.complete(left(dialled, frontend))));
        // Bounded: the credential has a deadline, and so has the dial.
        return outcome.join();
    }

    private static UpstreamOutcome left(Dialled dialled, Frontend frontend) {
        return switch (dialled) {
            case Dialled.Connected connected -> {
                connected.login().handOver(frontend.farewell(), new ChannelInboundHandlerAdapter());
                connected.channel().close();
                yield connected.ready();
            }
            case Dialled.Failed failed -> failed.failure();
        };
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        opener.close();
    }
}
