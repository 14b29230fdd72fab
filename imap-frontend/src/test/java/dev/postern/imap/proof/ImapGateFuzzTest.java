package dev.postern.imap.proof;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.ImapProfile;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Anything at all as a client's octets, and as a server's. The first octets choose the policy, the
 * server and the pieces; the rest is what is sent. A build runs the seeds; {@code scripts/fuzz}
 * looks for more.
 */
class ImapGateFuzzTest {

    private static final int CHOICES = 3;

    /** Policy, server and random pieces, as the first octets of an input say. */
    private static GateProof proof(byte[] data) {
        ImapProfile[] profiles = ImapProfile.values();
        ImapProfile profile = profiles[(data[0] & 0xff) % profiles.length];
        boolean lists = profile == ImapProfile.FULL || (data[1] & 1) == 1;
        return new GateProof(
                new ImapPolicy(profile, lists ? World.FOLDERS : List.of()),
                World.with((data[1] & 2) == 0 ? '/' : '.'),
                new Random(data[2]));
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "imap.dict")
    void aClientThatSendsAnything(byte[] data) {
        if (data.length > CHOICES) {
            proof(data).raves(Arrays.copyOfRange(data, CHOICES, data.length));
        }
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "imap.dict")
    void aServerThatSendsAnything(byte[] data) {
        if (data.length > CHOICES) {
            proof(data).isRavedAt(Arrays.copyOfRange(data, CHOICES, data.length));
        }
    }
}
