package dev.postern.app.operation;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.Passphrase;
import dev.postern.core.state.SystemdCredential;
import dev.postern.core.state.Vault;
import dev.postern.core.state.VaultKeyKind;
import dev.postern.core.state.VaultKeySource;
import dev.postern.core.state.VaultKeySources;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What is done with the vault as a whole. Thread-safe, as the vault is. */
final class VaultKeeping {
    private final Vault vault;
    private final VerifierFile verifiers;
    private final VaultKeySources sources;

    VaultKeeping(OpenState state) {
        this.vault = state.vault();
        this.verifiers = state.verifiers();
        this.sources = state.keys();
    }

    Answer inspect() {
        return new Answer.Inspected(VaultReport.of(vault.summary()));
    }

    /** The verifiers go along: without them no app password would be known where it arrives. */
    Answer export(Secret passphrase) throws UnusableStateException {
        byte[] sealed = vault.export(Passphrase.of(passphrase), verifiers.read().toJson());
        return new Answer.Exported(Base64.getEncoder().encodeToString(sealed));
    }

    Answer rekey(Optional<VaultKeyKind> asked, Optional<Secret> given) {
        VaultKeyKind before = vault.summary().key();
        VaultKeyKind kind = asked.orElse(before);
        if (given.isEmpty() && kind == VaultKeyKind.PASSPHRASE) {
            return new Answer.Refused("A new passphrase is needed, and none was given.");
        }
        vault.rekey(source(kind, given));
        return new Answer.Done(
                kind == before
                        ? List.of()
                        : List.of(
                                "If postern.toml says under [vault] where the key is, it must say key = \"%s\" now."
                                        .formatted(kind.word())));
    }

    private VaultKeySource source(VaultKeyKind kind, Optional<Secret> given) {
        return switch (kind) {
            case PASSPHRASE -> Passphrase.of(given.orElseThrow());
            case SYSTEMD ->
                    given.<VaultKeySource>map(SystemdCredential::promised)
                            .orElseGet(sources::systemd);
            case FILE -> sources.file();
            case KEYRING -> sources.keyring();
        };
    }
}
