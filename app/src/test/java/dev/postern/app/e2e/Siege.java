package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.app.e2e.BesiegedBridge.Door;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.Tally;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * One attack on a bridge, during which its owner logs in again and again, and after which nothing
 * may be left of it.
 */
final class Siege {

    private static final String PART = "abuse";

    /** On a quiet machine it is about one second; this is for one on which many builds run. */
    private static final Duration LATEST = Duration.ofSeconds(10);

    /**
     * The heap of 256 MiB at its fullest, 256 KiB of buffers for each of 1024 connections before
     * login, and the JVM. Found: 280 after seconds, 470 after a minute of sieges.
     */
    private static final long MOST_MEBIBYTES = 700;

    /** A file or two of the moment. */
    private static final int SPARE_DESCRIPTORS = 8;

    /** Longer than anything is kept that has not logged in: a login and its last words. */
    private static final Duration AFTERMATH = Duration.ofSeconds(90);

    private static final List<Door> DOORS =
            List.of(Door.IMAP, Door.SMTP, Door.IMAP_TLS, Door.SMTP_TLS);

    private final BesiegedBridge bridge;
    private final String what;
    private final long descriptorsBefore;
    private Duration longest = Duration.ZERO;
    private long mebibytes;
    private long descriptors;
    private int tried;
    private int held;

    private Siege(BesiegedBridge bridge, String what) throws IOException {
        this.bridge = bridge;
        this.what = what;
        this.descriptorsBefore = bridge.descriptors();
    }

    /**
     * Has the owner log in at each door while {@code mobs} do what they do, and ends them.
     *
     * @param what they do, in words
     */
    static void of(BesiegedBridge bridge, String what, Mob... mobs) throws IOException {
        Siege siege = new Siege(bridge, what);
        long connections = 0;
        try {
            siege.endure();
        } finally {
            for (Mob mob : mobs) {
                connections += mob.connections();
                mob.close();
            }
        }
        siege.tell(connections);
        siege.end();
    }

    private void endure() throws IOException {
        long end = System.nanoTime() + Tally.effort().toNanos();
        do {
            for (Door door : DOORS) {
                logIn(door);
                mebibytes = Math.max(mebibytes, bridge.residentMebibytes());
                descriptors = Math.max(descriptors, bridge.descriptors());
            }
        } while (System.nanoTime() < end);
    }

    /** Connects again when it is thrown out, as mail programs do, and that counts as time lost. */
    private void logIn(Door door) {
        tried++;
        long began = System.nanoTime();
        Duration took = Duration.ZERO;
        boolean in = false;
        while (!in && took.compareTo(LATEST) < 0) {
            try {
                Peer owner = bridge.loggedIn(door);
                took = Duration.ofNanos(System.nanoTime() - began);
                in = true;
                bridge.logOut(door, owner);
            } catch (IOException thrownOut) {
                took = in ? took : Duration.ofNanos(System.nanoTime() - began);
            }
        }
        longest = longest.compareTo(took) > 0 ? longest : took;
        held += in && took.compareTo(LATEST) < 0 ? 1 : 0;
    }

    private void tell(long connections) {
        String measured =
                "%s, while the owner logs in: within %d ms, %d MiB resident, %d descriptors"
                        .formatted(what, longest.toMillis(), mebibytes, descriptors);
        System.out.printf("%s: %s (%d connections)%n", PART, measured, connections);
        Tally.count(PART, measured, tried, held);
    }

    private void end() throws IOException {
        assertThat(held).as("logins of the owner during: %s", what).isEqualTo(tried);
        assertThat(mebibytes).as("MiB during: %s", what).isLessThan(MOST_MEBIBYTES);
        await().atMost(AFTERMATH)
                .untilAsserted(() ->
                        assertThat(bridge.descriptors())
                                .as("descriptors after: %s", what)
                                .isLessThanOrEqualTo(descriptorsBefore + SPARE_DESCRIPTORS));
        await().atMost(AFTERMATH)
                .untilAsserted(() ->
                        assertThat(bridge.openSessions()).as("sessions after: %s", what).isEmpty());
        assertThat(bridge.log()).doesNotContain("defect").doesNotContain("OutOfMemory");
    }
}
