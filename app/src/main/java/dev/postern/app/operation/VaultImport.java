package dev.postern.app.operation;

import dev.postern.core.access.DamagedVerifiersException;
import dev.postern.core.access.Verifiers;
import dev.postern.core.state.VaultExport;
import dev.postern.core.state.VaultExport.Conflict;

import java.util.List;

/**
 * What became of an export that was taken over.
 *
 * @param taken names of secrets
 * @param kept names of secrets that were here already
 */
public record VaultImport(List<String> taken, List<String> kept, AppPasswords appPasswords) {

    /** Which app passwords count now: one key is for all of them, so it is these or those. */
    public enum AppPasswords {
        TAKEN,
        KEPT
    }

    public VaultImport {
        taken = List.copyOf(taken);
        kept = List.copyOf(kept);
    }

    /**
     * Takes over an export. The vault changes at once; if the verifiers cannot be written then,
     * doing it once more sets that right.
     *
     * @param entries what to do where both have a secret
     */
    public static VaultImport take(OpenState state, VaultExport export, Conflict entries)
            throws UnusableStateException {
        Verifiers theirs = parsed(export);
        Verifiers ours = state.verifiers().read();
        Conflict verifierKey = isNone(ours) ? Conflict.REPLACE : entries;
        VaultExport.Taken done = state.vault().take(export, entries, verifierKey);
        AppPasswords appPasswords =
                switch (verifierKey) {
                    case KEEP -> AppPasswords.KEPT;
                    case REPLACE -> {
                        state.verifiers().write(theirs);
                        yield AppPasswords.TAKEN;
                    }
                };
        return new VaultImport(done.taken(), done.kept(), appPasswords);
    }

    private static boolean isNone(Verifiers verifiers) {
        return verifiers.issued().isEmpty() && verifiers.chosen().isEmpty();
    }

    private static Verifiers parsed(VaultExport export) throws UnusableStateException {
        try {
            return Verifiers.fromJson(export.verifiers());
        } catch (DamagedVerifiersException damaged) {
            throw new UnusableStateException(
                    "In the export: %s Nothing was taken from it.".formatted(damaged.getMessage()),
                    damaged);
        }
    }
}
