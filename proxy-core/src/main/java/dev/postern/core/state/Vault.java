package dev.postern.core.state;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateException.Fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The secrets that must survive a restart, in one encrypted file: passwords of providers, the key
 * under which app passwords are verified, the local authority's key.
 *
 * <p>Thread-safe. Reading does no I/O and never waits. Changing waits for the disk, so never on an
 * event loop; a change is on the disk before it is visible, and one that fails has not happened.
 * Secrets are copied on the way in and out: the caller wipes its own.
 */
public final class Vault {

    private static final String PASSWORD = "password/";
    private static final String TOKENS = "tokens/";
    private static final String CLIENT_SECRET = "client-secret/";
    private static final String PROXY_PASSWORD = "proxy-password/";
    private static final String VERIFIER_KEY = "verifier-key";
    private static final String AUTHORITY = "local-authority";

    /** As long as the hash of HMAC-SHA-256 (RFC 2104 3). */
    private static final int VERIFIER_KEY_LENGTH = 32;

    private final AtomicFile file;
    private final VaultSeal seal;
    private final Object changing = new Object();

    /** Replaced as a whole, by who holds {@link #changing}. */
    private volatile VaultContent content;

    private Vault(AtomicFile file, VaultSeal seal, VaultContent content) {
        this.file = file;
        this.seal = seal;
        this.content = content;
    }

    /**
     * Opens the vault of the state directory. Where there is none it begins empty, and a key is
     * made if there is none either.
     *
     * @param held for as long as the vault is used
     * @throws StateException if it cannot be read whole; nothing has been changed then
     */
    public static Vault open(StateLock held, KeyFile keyFile) {
        StateDirectory directory = held.directory();
        refuseTogether(directory, keyFile);
        AtomicFile file = new AtomicFile(directory.vault(), AtomicFile.Readers.OWNER);
        Optional<byte[]> sealed = read(file);
        Optional<Secret> existing = keyFile.read();
        if (sealed.isPresent() && existing.isEmpty()) {
            throw new StateException(
                    Fault.KEY_MISSING,
                    ("The vault %s is there, but its key %s is not. Put the key back from a backup;"
                         + " or, to start without any stored password, move the vault away.")
                            .formatted(file.path(), keyFile.path()));
        }
        VaultSeal seal =
                new VaultSeal(file.path(), keyFile.path(), existing.orElseGet(keyFile::create));
        return new Vault(
                file, seal, sealed.map(octets -> opened(seal, octets)).orElse(VaultContent.EMPTY));
    }

    /** The password of an account at its provider. */
    public Optional<Secret> password(String account) {
        return content.secret(passwordOf(account));
    }

    public void putPassword(String account, Secret password) {
        put(passwordOf(account), password);
    }

    /** Does nothing if there is none. */
    public void removePassword(String account) {
        remove(passwordOf(account));
    }

    /** The tokens of an account: the token engine's own affair what that is. */
    public Optional<Secret> tokens(String account) {
        return content.secret(TOKENS + folded(account));
    }

    public void putTokens(String account, Secret tokens) {
        put(TOKENS + folded(account), tokens);
    }

    /** Does nothing if there are none. */
    public void removeTokens(String account) {
        remove(TOKENS + folded(account));
    }

    /** With which an authorization server knows our registration. */
    public Optional<Secret> clientSecret(String clientId) {
        return content.secret(CLIENT_SECRET + clientId);
    }

    public void putClientSecret(String clientId, Secret secret) {
        put(CLIENT_SECRET + clientId, secret);
    }

    /**
     * Of a proxy.
     *
     * @param authority {@link dev.postern.core.account.ProxyServer#authority}
     */
    public Optional<Secret> proxyPassword(String authority) {
        return content.secret(PROXY_PASSWORD + folded(authority));
    }

    public void putProxyPassword(String authority, Secret password) {
        put(PROXY_PASSWORD + folded(authority), password);
    }

    /**
     * The key of app passwords' verifiers; made, and written, on first use. Losing it would void
     * all of them.
     */
    public Secret verifierKey() {
        synchronized (changing) {
            return content.secret(VERIFIER_KEY).orElseGet(this::makeVerifierKey);
        }
    }

    /** What the local authority stored: its own affair what that is. */
    public Optional<Secret> authority() {
        return content.secret(AUTHORITY);
    }

    public void putAuthority(Secret authority) {
        put(AUTHORITY, authority);
    }

    private void put(String name, Secret secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("an empty secret for " + name);
        }
        synchronized (changing) {
            change(content.with(name, secret));
        }
    }

    private void remove(String name) {
        synchronized (changing) {
            if (content.secret(name).isPresent()) {
                change(content.without(name));
            }
        }
    }

    private void change(VaultContent changed) {
        byte[] json = changed.toJson();
        try {
            file.replace(seal.seal(json));
        } catch (IOException refused) {
            throw new StateException(
                    Fault.INACCESSIBLE,
                    ("The vault %s could not be written (%s). What it held before is still there."
                         + " Look for a full or read-only disk, and whether the bridge's user may"
                         + " write in %s.")
                            .formatted(file.path(), refused, file.path().getParent()),
                    refused);
        } finally {
            Arrays.fill(json, (byte) 0);
        }
        content = changed;
    }

    private Secret makeVerifierKey() {
        byte[] octets = new byte[VERIFIER_KEY_LENGTH];
        new SecureRandom().nextBytes(octets);
        Secret key = Secret.copyOf(octets);
        Arrays.fill(octets, (byte) 0);
        put(VERIFIER_KEY, key);
        return key;
    }

    private static VaultContent opened(VaultSeal seal, byte[] sealed) {
        byte[] json = seal.open(sealed);
        try {
            return VaultContent.fromJson(json)
                    .orElseThrow(
                            () -> seal.fault(Fault.DAMAGED, "holds something else than secrets"));
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    private static Optional<byte[]> read(AtomicFile file) {
        try {
            return file.read();
        } catch (IOException refused) {
            throw new StateException(
                    Fault.INACCESSIBLE,
                    "The vault %s could not be read (%s). The bridge's user must own it, with mode 0600."
                            .formatted(file.path(), refused),
                    refused);
        }
    }

    private static void refuseTogether(StateDirectory directory, KeyFile keyFile) {
        try {
            Path parent = Directories.parent(keyFile.path());
            if (Files.exists(parent) && Files.isSameFile(parent, directory.path())) {
                throw new StateException(
                        Fault.UNSAFE,
                        ("The vault's key %s is in the vault's own directory, so one backup would"
                             + " take both. Configure another directory for it, and move it there.")
                                .formatted(keyFile.path()));
            }
        } catch (IOException refused) {
            throw new StateException(
                    Fault.INACCESSIBLE,
                    "The directory of the vault's key %s could not be looked at (%s)."
                            .formatted(keyFile.path(), refused),
                    refused);
        }
    }

    /** Account names are unique without regard to case, and people type them. */
    private static String passwordOf(String account) {
        return PASSWORD + folded(account);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
