package dev.postern.core.state;

import dev.postern.core.secret.Secret;

import java.nio.file.Path;

/**
 * Another process for {@link VaultRekeyTest}: gives a vault one new key after the other, until it
 * is killed.
 */
final class RekeyLoop {

    private RekeyLoop() {}

    public static void main(String[] arguments) {
        KeyFile keyFile = new KeyFile(Path.of(arguments[1]));
        try (StateLock lock = StateLock.acquire(StateDirectory.open(Path.of(arguments[0])))) {
            Vault vault = Vault.open(lock, keyFile);
            System.out.println("begun");
            for (int i = 0; ; i++) {
                vault.rekey(keyFile);
                vault.putPassword("counted", Secret.of("rekey " + i));
            }
        }
    }
}
