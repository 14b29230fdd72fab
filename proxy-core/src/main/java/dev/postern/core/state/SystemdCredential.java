package dev.postern.core.state;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateException.Fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A key that systemd hands to the service when it starts it, out of the machine's TPM or a file of
 * root's: 32 octets, or the same as base64. Only read; systemd keeps it, and who may see it.
 */
public final class SystemdCredential implements VaultKeySource {

    /** What the unit calls it. */
    public static final String NAME = "postern-vault-key";

    /** A key as base64 and a line end have 45. */
    private static final int LONGEST = 128;

    private static final String HELP =
            ("In the unit of the service stands"
                 + " LoadCredentialEncrypted=%s:/etc/credstore.encrypted/%s, or"
                 + " LoadCredential=%s:FILE; this makes one: postern vault key | systemd-creds"
                 + " encrypt --name=%s - /etc/credstore.encrypted/%s")
                    .formatted(NAME, NAME, NAME, NAME, NAME);

    private final Optional<Path> file;
    private final Optional<VaultKey> given;

    private SystemdCredential(Optional<Path> file, Optional<VaultKey> given) {
        this.file = file;
        this.given = given;
    }

    /** Of the process with this environment (systemd.exec(5), {@code CREDENTIALS_DIRECTORY}). */
    public static SystemdCredential of(Map<String, String> environment) {
        return new SystemdCredential(
                Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY"))
                        .map(directory -> Path.of(directory, NAME)),
                Optional.empty());
    }

    /**
     * One that systemd does not give yet: what a person says that it will.
     *
     * @param key 32 octets, or base64 of them
     */
    public static SystemdCredential promised(Secret key) {
        byte[] octets = key.reveal();
        try {
            return new SystemdCredential(
                    Optional.empty(),
                    Optional.of(VaultKey.read(VaultKeyKind.SYSTEMD, octets, "on standard input")));
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /** A new key as text, for {@code systemd-creds encrypt}. */
    public static Secret generate() {
        byte[] key = VaultKey.random(VaultKeyKind.SYSTEMD).secret().reveal();
        byte[] text = Base64.getEncoder().encode(key);
        try {
            return Secret.copyOf(text);
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(text, (byte) 0);
        }
    }

    /** Whether this process has been given it. */
    public boolean isThere() {
        return file.filter(Files::exists).isPresent();
    }

    @Override
    public VaultKeyKind kind() {
        return VaultKeyKind.SYSTEMD;
    }

    @Override
    public String place() {
        return file.map(Path::toString).orElse("systemd's credential " + NAME);
    }

    @Override
    public VaultKey first() {
        return read().orElseThrow(this::missing);
    }

    @Override
    public Optional<VaultKey> find(VaultHeader header) {
        return read();
    }

    /** What systemd has now: who wants another key gives systemd another one. */
    @Override
    public VaultKey fresh() {
        return first();
    }

    @Override
    public void settle(VaultKey key) {
        // Not ours.
    }

    @Override
    public void retire(VaultKey key) {
        // Not ours.
    }

    private StateException missing() {
        String found =
                file.map(path -> "there is no " + path)
                        .orElse("this process has none, since systemd did not start it");
        return new StateException(
                Fault.KEY_MISSING,
                "The vault's key must be systemd's credential %s, but %s. %s"
                        .formatted(NAME, found, HELP));
    }

    private Optional<VaultKey> read() {
        if (given.isPresent()) {
            return given;
        }
        if (!isThere()) {
            return Optional.empty();
        }
        byte[] octets = new byte[0];
        try (var in = Files.newInputStream(file.orElseThrow())) {
            octets = in.readNBytes(LONGEST + 1);
            return Optional.of(VaultKey.read(VaultKeyKind.SYSTEMD, octets, place()));
        } catch (IOException refused) {
            throw new StateException(
                    Fault.INACCESSIBLE,
                    "The vault's key %s could not be read (%s). systemd gives it to the service's own user; run the command as that one."
                            .formatted(place(), refused),
                    refused);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }
}
