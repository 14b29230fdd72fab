package dev.postern.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

final class VaultSealTest {

    private static final int HEADER = 62;
    private static final int NONCE_AT = 21;
    private static final int NONCE = 12;

    @Test
    void theTagVouchesForTheWholeHeader() throws Exception {
        byte[] key = new byte[KeyFile.LENGTH];
        Arrays.fill(key, (byte) 7);
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        byte[] sealed =
                new VaultSeal(
                                SealedFormat.VAULT,
                                Path.of("vault"),
                                VaultKey.of(VaultKeyKind.FILE, Secret.copyOf(key)))
                        .seal(content);

        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(128, sealed, NONCE_AT, NONCE));
        cipher.updateAAD(sealed, 0, HEADER);

        assertThat(cipher.doFinal(sealed, HEADER, sealed.length - HEADER)).isEqualTo(content);
    }
}
