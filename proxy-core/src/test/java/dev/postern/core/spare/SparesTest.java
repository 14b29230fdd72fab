package dev.postern.core.spare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.Peer;
import dev.postern.core.upstream.Dialled;
import dev.postern.core.upstream.PendingLogin;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Who gets a spare, and when there is one, over real sockets and TLS. */
class SparesTest {

    @TempDir private Path directory;

    @Test
    void noSpareIsGivenTwice() throws Exception {
        try (SpareRig rig = new SpareRig(directory, 2, SpareRig.LONG)) {
            Set<Channel> given = new HashSet<>();
            for (int i = 0; i < 10; i++) {
                CompletableFuture<Dialled> one = rig.logIn(rig.loop());
                CompletableFuture<Dialled> another = rig.logIn(rig.loop());
                given.add(((Dialled.Connected) one.get(20, TimeUnit.SECONDS)).channel());
                given.add(((Dialled.Connected) another.get(20, TimeUnit.SECONDS)).channel());
            }
            assertThat(given).hasSize(20);
        }
    }

    @Test
    void anAccountWithoutSparesHasNone() throws Exception {
        try (SpareRig rig = new SpareRig(directory, 0, SpareRig.LONG)) {
            rig.connect();
            assertThat(rig.connect().origin()).isEqualTo(Dialled.Origin.DIALLED);
            assertThat(rig.connections()).isEqualTo(2);
        }
    }

    @Test
    void whereNobodyHasLoggedInLatelyThereIsNone() throws Exception {
        SpareTimes rare =
                new SpareTimes(
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5),
                        Duration.ZERO,
                        Duration.ofMinutes(5));
        try (SpareRig rig = new SpareRig(directory, 1, rare)) {
            rig.connect();
            assertThat(rig.connect().origin()).isEqualTo(Dialled.Origin.DIALLED);
            assertThat(rig.connections()).isEqualTo(2);
        }
    }

    @Test
    void oneThatHasLivedLongEnoughIsReplaced() throws Exception {
        SpareTimes brief =
                new SpareTimes(
                        Duration.ofMillis(200),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5));
        try (SpareRig rig = new SpareRig(directory, 1, brief)) {
            rig.connect();
            rig.nextConnection();
            rig.expect("opened");
            Peer provider = rig.nextConnection();
            rig.expect("expired");
            rig.expect("opened");
            assertThat(provider.line()).isEqualTo("bye");
        }
    }

    @Test
    void oneThatTheProviderHasEndedIsMissedByNobody() throws Exception {
        try (SpareRig rig = new SpareRig(directory, 1, SpareRig.LONG)) {
            rig.connect();
            rig.nextConnection();
            rig.expect("opened");
            rig.nextConnection().close();
            rig.expect("closed");
            assertThat(rig.connect().origin()).isEqualTo(Dialled.Origin.DIALLED);
        }
    }

    @Test
    void oneToWhichTheProviderHasSpokenIsClosed() throws Exception {
        try (SpareRig rig = new SpareRig(directory, 1, SpareRig.LONG)) {
            rig.connect();
            rig.nextConnection();
            rig.expect("opened");
            rig.nextConnection().send("* 1 EXISTS\r\n");
            rig.expect("unsolicited");
            assertThat(rig.connect().origin()).isEqualTo(Dialled.Origin.DIALLED);
        }
    }

    @Test
    void aProviderThatEndsThemYoungIsLeftInPeace() throws Exception {
        try (SpareRig rig = new SpareRig(directory, 1, SpareRig.LONG)) {
            rig.connect();
            rig.nextConnection();
            rig.expect("opened");
            rig.nextConnection().close();
            rig.expect("closed");
            rig.connect();
            rig.connect();
            assertThat(rig.connections()).isEqualTo(4);
            assertThat(rig.held()).isZero();
        }
    }

    @Test
    void oneOfAnEarlierPasswordIsGivenToNobody() throws Exception {
        try (SpareRig rig = new SpareRig(directory, 1, SpareRig.LONG)) {
            rig.connect();
            rig.expect("opened");
            rig.changePassword("second");
            assertThat(rig.connect().origin()).isEqualTo(Dialled.Origin.DIALLED);
            rig.expect("changed");
            rig.expect("opened");
            assertThat(rig.connect().origin()).isEqualTo(Dialled.Origin.SPARE);
        }
    }

    @Test
    void whoeverChangesAPasswordEndsThoseOfTheEarlier() throws Exception {
        try (SpareRig rig = new SpareRig(directory, 1, SpareRig.LONG)) {
            rig.connect();
            rig.expect("opened");
            rig.spares().changed();
            assertThat(rig.held()).isOne();
            rig.changePassword("second");
            rig.spares().changed();
            rig.expect("changed");
            assertThat(rig.held()).isZero();
        }
    }

    @Test
    void anAccountThatIsGoneHasNone() throws Exception {
        try (SpareRig rig = new SpareRig(directory, 1, SpareRig.LONG)) {
            rig.connect();
            rig.nextConnection();
            rig.expect("opened");
            Peer provider = rig.nextConnection();
            rig.takeAccountAway();
            rig.spares().changed();
            rig.expect("changed");
            assertThat(provider.line()).isEqualTo("bye");
            assertThat(rig.connect().origin()).isEqualTo(Dialled.Origin.DIALLED);
            assertThat(rig.held()).isZero();
        }
    }

    @Test
    void aLimitOfTheProviderMakesItPause() throws Exception {
        try (SpareRig rig = new SpareRig(directory, 2, SpareRig.LONG)) {
            rig.connect();
            rig.expect("opened");
            rig.greetWith("too many");
            assertThat(rig.connect().origin()).isEqualTo(Dialled.Origin.SPARE);
            rig.expect("used");
            rig.expect("failed");
            rig.greetWith("hello");
            rig.connect();
            rig.connect();
            assertThat(rig.connections()).as("two logins that were dialled").isLessThanOrEqualTo(6);
            assertThat(rig.held()).isZero();
        }
    }

    @Test
    void onesThatAreHeldMakeRoomForAClient() throws Exception {
        try (SpareRig rig = new SpareRig(directory, 1, SpareRig.LONG)) {
            rig.connect();
            rig.expect("opened");
            rig.changePassword("second"); // so that a client is dialled for
            rig.greetWith("too many");
            assertThat(rig.logIn()).isInstanceOf(Dialled.Failed.class);
            rig.expect("changed");
            assertThat(rig.held()).isZero();
        }
    }

    @Test
    void whoHasLeftMeanwhileGetsNone() throws Exception {
        try (SpareRig rig = new SpareRig(directory, 1, SpareRig.LONG)) {
            rig.connect();
            rig.nextConnection();
            rig.expect("opened");
            Peer provider = rig.nextConnection();
            CompletableFuture<Dialled> result = new CompletableFuture<>();
            EventLoop loop = rig.loop();
            loop.execute(() -> {
                PendingLogin login = rig.start(loop, result);
                login.cancel();
            });
            rig.expect("left");
            assertThat(provider.rest()).isEmpty();
            assertThat(result).isNotDone();
        }
    }

    @Test
    void afterClosingThereAreNone() throws Exception {
        try (SpareRig rig = new SpareRig(directory, 1, SpareRig.LONG)) {
            rig.connect();
            rig.nextConnection();
            rig.expect("opened");
            Peer provider = rig.nextConnection();
            rig.spares().close();
            rig.expect("shutdown");
            assertThat(provider.line()).isEqualTo("bye");
            assertThat(rig.connect().origin()).isEqualTo(Dialled.Origin.DIALLED);
            assertThat(rig.held()).isZero();
        }
    }
}
