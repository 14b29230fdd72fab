package dev.postern.core.state;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import dev.postern.core.state.StateException.Fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All secrets of a bridge to take to another machine, in one file under a passphrase; with the
 * verifiers of its app passwords, which are of use together with the vault's key for them only.
 *
 * <p>Immutable.
 */
public final class VaultExport {

    private static final String VAULT = "vault";
    private static final String VERIFIERS = "verifiers";

    private final VaultContent content;
    private final String verifiers;

    private VaultExport(VaultContent content, String verifiers) {
        this.content = content;
        this.verifiers = verifiers;
    }

    /** What to do where both the vault and the export have something. */
    public enum Conflict {
        KEEP,
        REPLACE
    }

    /**
     * What became of an export's entries, by their names.
     *
     * @param kept in the vault already, and left as they were
     */
    public record Taken(List<String> taken, List<String> kept) {
        public Taken {
            taken = List.copyOf(taken);
            kept = List.copyOf(kept);
        }
    }

    /** The file's octets. Takes about half a second. */
    static byte[] seal(VaultContent content, String verifiers, Passphrase passphrase) {
        JsonObject whole = new JsonObject();
        whole.add(VAULT, content.toJsonObject());
        whole.addProperty(VERIFIERS, verifiers);
        byte[] json = new Gson().toJson(whole).getBytes(StandardCharsets.UTF_8);
        try {
            return new VaultSeal(SealedFormat.EXPORT, Path.of("export"), passphrase.fresh())
                    .seal(json);
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    /**
     * Reads an export.
     *
     * @throws StateException if it is none, not whole, or under another passphrase
     */
    public static VaultExport read(Path file, Passphrase passphrase) {
        return opened(file, content(file), passphrase);
    }

    /** The app passwords' verifiers, as JSON. */
    public String verifiers() {
        return verifiers;
    }

    VaultContent content() {
        return content;
    }

    private static VaultExport opened(Path file, byte[] sealed, Passphrase passphrase) {
        VaultHeader header = VaultHeader.read(SealedFormat.EXPORT, file, sealed);
        VaultKey key =
                passphrase
                        .find(header)
                        .orElseThrow(() -> VaultHeader.changed(SealedFormat.EXPORT, file));
        if (!header.names(key)) {
            throw new StateException(
                    Fault.WRONG_KEY,
                    "This is not the passphrase of the export %s. Nothing was taken from it."
                            .formatted(file));
        }
        byte[] json = new VaultSeal(SealedFormat.EXPORT, file, key).open(header, sealed);
        try {
            return parsed(json)
                    .orElseThrow(() ->
                            VaultHeader.fault(
                                    SealedFormat.EXPORT,
                                    file,
                                    Fault.DAMAGED,
                                    "holds something else than an export"));
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    private static Optional<VaultExport> parsed(byte[] json) {
        try {
            String text = new String(json, StandardCharsets.UTF_8);
            JsonObject whole = new Gson().fromJson(text, JsonObject.class);
            JsonElement verifiers = whole.get(VERIFIERS);
            return verifiers == null
                    ? Optional.empty()
                    : VaultContent.fromJson(whole.getAsJsonObject(VAULT))
                            .map(content -> new VaultExport(content, verifiers.getAsString()));
        } catch (JsonParseException
                | IllegalStateException
                | ClassCastException
                | UnsupportedOperationException unexpected) {
            return Optional.empty();
        }
    }

    private static byte[] content(Path file) {
        try {
            return new AtomicFile(file, AtomicFile.Readers.OWNER)
                    .read()
                    .orElseThrow(() ->
                            new StateException(
                                    Fault.INACCESSIBLE,
                                    "There is no export %s. This makes one: postern vault export FILE"
                                            .formatted(file)));
        } catch (IOException refused) {
            throw new StateException(
                    Fault.INACCESSIBLE,
                    "The export %s could not be read (%s).".formatted(file, refused),
                    refused);
        }
    }
}
