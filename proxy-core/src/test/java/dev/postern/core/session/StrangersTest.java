package dev.postern.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StrangersTest {

    private final Strangers strangers = new Strangers(2);
    private final EmbeddedChannel port = new EmbeddedChannel(strangers);
    private final EmbeddedChannel other = new EmbeddedChannel(strangers);

    @AfterEach
    void close() {
        port.close();
        other.close();
    }

    private static Channel accepted(EmbeddedChannel port) {
        EmbeddedChannel client = new EmbeddedChannel();
        port.writeInbound(client);
        return client;
    }

    private static boolean isAccepting(EmbeddedChannel port) {
        port.runPendingTasks();
        return port.config().isAutoRead();
    }

    @Test
    void portsAcceptWhileThereIsRoom() {
        accepted(port);
        accepted(other);
        assertThat(isAccepting(port)).isTrue();
        assertThat(isAccepting(other)).isTrue();
        assertThat(port.inboundMessages()).as("is passed on").hasSize(1);
    }

    @Test
    void aPortThatAcceptedOneTooManyWaitsUntilOneIsClosed() {
        Channel first = accepted(port);
        accepted(other);
        accepted(port);
        assertThat(isAccepting(port)).isFalse();
        first.close();
        assertThat(isAccepting(port)).isTrue();
    }

    @Test
    void whoHasShownThatHeMayComeInCountsNoMore() {
        Channel first = accepted(port);
        accepted(port);
        accepted(port);
        accepted(other);
        strangers.leave(first);
        assertThat(isAccepting(port)).as("three are left").isFalse();
        first.close();
        assertThat(isAccepting(port)).as("he is not taken off twice").isFalse();
        accepted(other).close();
        assertThat(isAccepting(port)).as("three are left still").isFalse();
    }

    @Test
    void allPortsGoOnTogether() {
        Channel first = accepted(port);
        Channel second = accepted(port);
        accepted(port);
        accepted(other);
        assertThat(isAccepting(other)).isFalse();
        first.close();
        second.close();
        assertThat(isAccepting(port)).isTrue();
        assertThat(isAccepting(other)).isTrue();
    }

    @Test
    void aPortThatIsGivenUpIsNotTouchedAgain() {
        Channel first = accepted(port);
        accepted(port);
        accepted(port);
        port.deregister();
        first.close();
        assertThat(isAccepting(port)).isFalse();
    }
}
