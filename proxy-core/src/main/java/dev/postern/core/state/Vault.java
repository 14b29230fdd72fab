package dev.postern.core.state;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateException.Fault;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    private static final String AUDIT_KEY = "audit-key";
    private static final String AUTHORITY = "local-authority";

    /** As long as the hash of HMAC-SHA-256 (RFC 2104 3). */
    private static final int VERIFIER_KEY_LENGTH = 32;

    private final VaultFile file;
    private final Object changing = new Object();

    /** Held longer: making a key may wait for a person. */
    private final Object rekeying = new Object();

    /** Replaced as a whole, by who holds {@link #changing}. */
    private volatile VaultContent content;

    private Vault(VaultFile.Opened opened) {
        this.file = opened.file();
        this.content = opened.content();
    }

    /**
     * Opens the vault of the state directory with the key from one place. Where there is no vault
     * it begins empty, and a key is made if there is none either.
     *
     * @param held for as long as the vault is used
     * @throws StateException if it cannot be read whole; nothing has been changed then
     */
    public static Vault open(StateLock held, VaultKeySource source) {
        return new Vault(VaultFile.open(held.directory(), source));
    }

    /**
     * Opens the vault with the key from where the configuration says that it is. If it says
     * nothing, the vault knows; if there is no vault either, {@link VaultKeySources#preferred}.
     */
    public static Vault open(
            StateLock held, VaultKeySources sources, Optional<VaultKeyKind> configured) {
        VaultKeyKind kind =
                configured.or(() -> VaultFile.kind(held.directory())).orElseGet(sources::preferred);
        return open(held, sources.of(kind));
    }

    /**
     * Puts the vault under a new key. A crash at any instant leaves a vault that opens, with the
     * old key or the new one, and nothing to be done by a person.
     *
     * @throws StateException if that cannot be done; the vault opens as it did then
     */
    public void rekey(VaultKeySource to) {
        synchronized (rekeying) {
            VaultFile.refuseTogether(Directories.parent(file.path()), to);
            synchronized (changing) {
                // An attempt that failed half-way may have left it under the key that waits beside
                // the present one, and that is about to be overwritten.
                file.write(content);
            }
            VaultKey fresh = to.fresh();
            synchronized (changing) {
                file.rekey(to, fresh, content);
            }
        }
    }

    /** What may be said of this vault to anybody. */
    public VaultSummary summary() {
        synchronized (changing) {
            Map<String, Integer> entries = new TreeMap<>();
            content.names().forEach(name -> entries.merge(kind(name), 1, Integer::sum));
            try {
                return new VaultSummary(
                        file.path(),
                        file.source().kind(),
                        file.source().place(),
                        Files.size(file.path()),
                        Files.getLastModifiedTime(file.path()).toInstant(),
                        entries);
            } catch (IOException refused) {
                throw new StateException(
                        Fault.INACCESSIBLE,
                        "The vault %s could not be looked at (%s).".formatted(file.path(), refused),
                        refused);
            }
        }
    }

    /**
     * All of it, for another machine, under a passphrase of its own. Takes about half a second.
     *
     * @param verifiers of app passwords, as JSON: they go with the key for them
     * @return the octets of a file
     */
    public byte[] export(Passphrase passphrase, String verifiers) {
        return VaultExport.seal(content.without(AUDIT_KEY), verifiers, passphrase);
    }

    /**
     * Takes over what an export has, all at once.
     *
     * @param verifierKey whether the key for app passwords' verifiers is taken, if there is one
     *     here already
     */
    public VaultExport.Taken take(
            VaultExport export, VaultExport.Conflict entries, VaultExport.Conflict verifierKey) {
        List<String> taken = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        synchronized (changing) {
            VaultContent changed = content;
            for (String name : export.content().without(AUDIT_KEY).names()) {
                Secret secret = export.content().secret(name).orElseThrow();
                VaultExport.Conflict conflict = name.equals(VERIFIER_KEY) ? verifierKey : entries;
                if (content.secret(name).isEmpty() || conflict == VaultExport.Conflict.REPLACE) {
                    changed = changed.with(name, secret);
                    taken.add(name);
                } else {
                    kept.add(name);
                }
                secret.wipe();
            }
            change(changed);
        }
        return new VaultExport.Taken(taken, kept);
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

    /**
     * The key under which the audit log is sealed, if one was begun. It belongs to this machine's
     * log, so no export has it.
     */
    public Optional<Secret> auditKey() {
        return content.secret(AUDIT_KEY);
    }

    public void putAuditKey(Secret key) {
        put(AUDIT_KEY, key);
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
        file.write(changed);
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

    private static String kind(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    /** Account names are unique without regard to case, and people type them. */
    private static String passwordOf(String account) {
        return PASSWORD + folded(account);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
