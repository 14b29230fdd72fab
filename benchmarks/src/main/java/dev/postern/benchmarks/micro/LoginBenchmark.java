package dev.postern.benchmarks.micro;

import dev.postern.core.access.LoginAttempt;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.login.LoginHandler;
import dev.postern.core.login.LoginOwner;
import dev.postern.core.session.Frontend;
import dev.postern.imap.ImapFrontend;

import io.netty.channel.embedded.EmbeddedChannel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

import java.util.Optional;

/** A client's login up to where its password is known: greeting, framing, dialogue. */
@State(Scope.Thread)
public class LoginBenchmark {

    private static final byte[] LOGIN =
            Octets.of("a1 LOGIN bench@example.org pst_aaaaaaaabbbbbbbbccccccccdddddddd\r\n");

    private final Frontend frontend = new ImapFrontend();

    /** What an embedded channel costs by itself. */
    @Benchmark
    public boolean channelAlone() {
        return channel().finishAndReleaseAll();
    }

    @Benchmark
    public boolean greetingAndLogin(Blackhole attempts) {
        EmbeddedChannel channel = channel();
        channel.pipeline()
                .addLast(
                        new LoginHandler<>(
                                frontend.clientDialogue(ListenerSecurity.NONE),
                                new Taking(attempts),
                                Optional.empty(),
                                "session"));
        channel.writeInbound(Octets.line(channel, LOGIN));
        Octets.drain(channel);
        return channel.finishAndReleaseAll();
    }

    private static EmbeddedChannel channel() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAutoRead(false);
        return channel;
    }

    private record Taking(Blackhole attempts) implements LoginOwner<LoginAttempt> {

        @Override
        public void done(LoginAttempt attempt) {
            attempts.consume(attempt);
            attempt.secret().wipe();
        }

        @Override
        public void ended(CloseReason reason, String detail) {
            attempts.consume(reason);
        }
    }
}
