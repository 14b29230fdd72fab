package dev.postern.app.e2e;

import dev.postern.app.e2e.BesiegedBridge.Door;
import dev.postern.app.e2e.Mob.Persistence;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** More connections than anybody needs, from people without a password. */
@Tag("torture")
@Tag("long")
class FloodsIT {

    /** One and a half times what is let wait for a login, so that each one in throws one out. */
    private static final int CROWD = 1_500;

    @TempDir private static Path home;
    private static BesiegedBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        bridge = new BesiegedBridge(home, "", "");
    }

    @AfterAll
    static void stop() throws Exception {
        bridge.close();
    }

    @Test
    void tenThousandConnectionsThatSayNothing() throws Exception {
        Siege.of(
                bridge,
                "10,000 connections that say nothing",
                new Mob(
                        10_000,
                        bridge.ports(Door.IMAP, Door.IMAP_TLS, Door.SMTP, Door.SMTP_TLS),
                        Persistence.ONCE,
                        victim -> Mob.linger()));
    }

    @Test
    void tenThousandConnectionsToHealthAndMetrics() throws Exception {
        Siege.of(
                bridge,
                "10,000 connections to the port of metrics",
                new Mob(
                        10_000,
                        bridge.ports(Door.METRICS),
                        Persistence.ONCE,
                        victim -> Mob.linger()));
    }

    @Test
    void connectionsThatAreClosedAtOnce() throws Exception {
        Siege.of(
                bridge,
                "a flood of connections that are closed at once",
                new Mob(
                        32,
                        bridge.ports(Door.IMAP, Door.SMTP_TLS),
                        Persistence.AGAIN_AND_AGAIN,
                        victim -> {}));
    }

    @Test
    void connectionsThatAreResetAtOnce() throws Exception {
        Siege.of(
                bridge,
                "a flood of connections that are reset at once",
                new Mob(
                        32,
                        bridge.ports(Door.IMAP_TLS, Door.SMTP),
                        Persistence.AGAIN_AND_AGAIN,
                        victim -> victim.setSoLinger(true, 0)));
    }

    @Test
    void aCrowdThatComesBackWheneverItIsThrownOut() throws Exception {
        Siege.of(
                bridge,
                "1,500 clients of one source that come back whenever they are thrown out",
                new Mob(CROWD, bridge.ports(Door.IMAP), Persistence.AGAIN_AND_AGAIN, Mob::listen));
    }

    @Test
    void handshakesThatAreNeverFinished() throws Exception {
        byte[] hello = clientHello();
        Siege.of(
                bridge,
                "1,500 clients that begin TLS and never finish it",
                new Mob(
                        CROWD,
                        bridge.ports(Door.IMAP_TLS, Door.SMTP_TLS),
                        Persistence.AGAIN_AND_AGAIN,
                        victim -> {
                            victim.getOutputStream().write(hello);
                            Mob.listen(victim);
                        }));
    }

    @Test
    void wordsThatEndASessionWithoutEndingTheConnection() throws Exception {
        Siege.of(
                bridge,
                "1,500 clients that say goodbye and stay",
                new Mob(
                        CROWD,
                        bridge.ports(Door.SMTP),
                        Persistence.AGAIN_AND_AGAIN,
                        victim -> {
                            victim.getOutputStream().write(Mob.ascii("QUIT\r\n"));
                            Mob.listen(victim);
                            Mob.linger();
                        }));
    }

    @Test
    void aCrowdWhereThereAreFewDescriptors() throws Exception {
        try (BesiegedBridge poor = new BesiegedBridge(home.resolve("poor"), "ulimit -n 400;", "")) {
            Siege.of(
                    poor,
                    "1,500 clients of a bridge that may open 400 files",
                    new Mob(
                            CROWD,
                            poor.ports(Door.IMAP, Door.SMTP),
                            Persistence.AGAIN_AND_AGAIN,
                            Mob::listen));
        }
    }

    private static byte[] clientHello() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 1);
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }
}
