package dev.postern.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.postern.core.secret.Secret;
import dev.postern.core.testing.Tampering;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/** A vault that was changed, by somebody who has not its key. */
class VaultFuzzTest {

    private static final Path FILE = Path.of("vault");
    private static final VaultKey KEY =
            VaultKey.of(VaultKeyKind.FILE, Secret.of("0123456789abcdef0123456789abcdef"));
    private static final VaultContent CONTENT =
            VaultContent.EMPTY.with("password:work", Secret.of("s3cret"));

    /** One for all runs: its nonce is by chance, and no edit depends on it. */
    private static final byte[] GENUINE =
            new VaultSeal(SealedFormat.VAULT, FILE, KEY).seal(CONTENT.toJson());

    /** Whoever can write the file can write its check sum, too. */
    private static final int CHECK_SUM_AT = 58;

    @FuzzTest(maxDuration = "10m")
    void aVaultThatWasChanged(byte[] input) {
        byte[] changed = Tampering.of(GENUINE, input);
        opensOnlyAsItWas(changed);
        if (changed.length >= CHECK_SUM_AT + Integer.BYTES) {
            CRC32 sum = new CRC32();
            sum.update(changed, 0, CHECK_SUM_AT);
            ByteBuffer.wrap(changed).putInt(CHECK_SUM_AT, (int) sum.getValue());
            opensOnlyAsItWas(changed);
        }
    }

    private static void opensOnlyAsItWas(byte[] changed) {
        try {
            VaultHeader header = VaultHeader.read(SealedFormat.VAULT, FILE, changed);
            byte[] json = new VaultSeal(SealedFormat.VAULT, FILE, KEY).open(header, changed);
            assertThat(changed).isEqualTo(GENUINE);
            assertThat(VaultContent.fromJson(json).flatMap(it -> it.secret("password:work")))
                    .contains(Secret.of("s3cret"));
        } catch (StateException refused) {
            assertThat(refused).hasMessageContaining("vault");
            assertThat(changed).isNotEqualTo(GENUINE);
        }
    }

    /** What a key that was stolen with the file has made; it is read, or it is not. */
    @FuzzTest(maxDuration = "10m")
    void aVaultsContent(byte[] json) {
        Optional<VaultContent> read = VaultContent.fromJson(json);
        read.ifPresent(content -> {
            byte[] again = content.toJson();
            assertThat(VaultContent.fromJson(again).map(VaultContent::toJson))
                    .hasValueSatisfying(
                            octets -> assertThat(Arrays.equals(octets, again)).isTrue());
        });
    }
}
