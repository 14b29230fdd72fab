package dev.postern.core.state;

import dev.postern.core.state.StateException.Fault;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The user's keyring: GNOME Keyring, KWallet, KeePassXC, or whatever else answers as Secret Service
 * on the session bus. Each key is an item of its own, found by the id that the vault names, so that
 * the next key never overwrites the present one.
 *
 * <p>It is reached through {@code secret-tool}, which belongs to libsecret: see the package.
 */
public final class Keyring implements VaultKeySource {

    private static final String LABEL = "--label=Key of the Postern vault";

    private final List<String> program;

    /** Of the user that runs this process. */
    public static Keyring ofSession() {
        return new Keyring(List.of("secret-tool"));
    }

    /**
     * @param program words that start something like {@code secret-tool}
     */
    Keyring(List<String> program) {
        this.program = List.copyOf(program);
    }

    @Override
    public VaultKeyKind kind() {
        return VaultKeyKind.KEYRING;
    }

    @Override
    public String place() {
        return "the item \"Key of the Postern vault\" of the keyring";
    }

    @Override
    public VaultKey first() {
        return fresh();
    }

    @Override
    public Optional<VaultKey> find(VaultHeader header) {
        KeyringRun lookup = run("lookup", new byte[0], attributes(header.keyId()));
        try {
            byte[] printed = lookup.printed();
            if (lookup.succeeded() && printed.length > 0) {
                return Optional.of(VaultKey.read(VaultKeyKind.KEYRING, printed, place()));
            }
            if (!lookup.complaint().isEmpty()) {
                throw unusable("look up the key", lookup.complaint());
            }
        } finally {
            lookup.wipe();
        }
        if (isListed(header.keyId())) {
            throw new StateException(
                    Fault.INACCESSIBLE,
                    ("The keyring has the vault's key, but is locked, and was not unlocked. Log in"
                            + " to the desktop, or unlock the keyring there, and start again. Where"
                            + " nobody logs in to a desktop, keep the key elsewhere: postern vault"
                            + " rekey --to file"));
        }
        return Optional.empty();
    }

    @Override
    public VaultKey fresh() {
        VaultKey fresh = VaultKey.random(VaultKeyKind.KEYRING);
        byte[] octets = fresh.secret().reveal();
        byte[] text = Base64.getEncoder().encode(octets);
        try {
            KeyringRun stored = run("store", text, storing(fresh.id()));
            if (!stored.succeeded()) {
                throw unusable("store a key", stored.complaint());
            }
            return fresh;
        } finally {
            Arrays.fill(octets, (byte) 0);
            Arrays.fill(text, (byte) 0);
        }
    }

    @Override
    public void settle(VaultKey key) {
        // The present key is an item of its own already.
    }

    @Override
    public void retire(VaultKey key) {
        // If it fails, the item stays, and opens nothing any more but old copies of the vault.
        run("clear", new byte[0], attributes(key.id())).wipe();
    }

    private static Stream<String> attributes(String keyId) {
        return Stream.of("application", "postern", "vault-key", keyId);
    }

    private static Stream<String> storing(String keyId) {
        return Stream.concat(Stream.of(LABEL), attributes(keyId));
    }

    /** A locked item can be listed, though not read. */
    private boolean isListed(String keyId) {
        KeyringRun search = run("search", new byte[0], attributes(keyId));
        try {
            return search.printed().length > 0;
        } finally {
            search.wipe();
        }
    }

    private KeyringRun run(String verb, byte[] input, Stream<String> arguments) {
        List<String> words =
                Stream.of(program.stream(), Stream.of(verb), arguments).flatMap(it -> it).toList();
        return KeyringRun.of(words, input)
                .orElseThrow(() -> unusable(verb + " the key", "it could not be started"));
    }

    private StateException unusable(String what, String complaint) {
        return new StateException(
                Fault.INACCESSIBLE,
                ("The vault's key must be in the keyring, but %s could not %s: %s. It needs the"
                     + " package libsecret-tools (libsecret on Fedora and Arch), a session bus and"
                     + " an unlocked keyring, as a desktop has them after login. On a machine"
                     + " without a desktop there is none: choose another place for the key, key ="
                     + " \"file\", \"systemd\" or \"passphrase\" under [vault]; no secret is stored"
                     + " without one.")
                        .formatted(program.getLast(), what, complaint));
    }
}
