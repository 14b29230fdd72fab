package dev.postern.app.operation;

import dev.postern.core.access.DamagedVerifiersException;
import dev.postern.core.access.Verifiers;
import dev.postern.core.audit.AuditLog;
import dev.postern.core.state.AtomicFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file of the app passwords' verifiers. Anybody of its owner may read; one writer, and whatever
 * that changes is in the audit log.
 */
public final class VerifierFile {
    private final AtomicFile file;
    private final AuditLog audit;

    /** To be read. */
    public VerifierFile(Path path) {
        this(path, AuditLog.NONE);
    }

    VerifierFile(Path path, AuditLog audit) {
        file = new AtomicFile(path, AtomicFile.Readers.OWNER);
        this.audit = audit;
    }

    /** As they are now; without the file, those of a bridge that has issued nothing. */
    public Verifiers read() throws UnusableStateException {
        try {
            Optional<byte[]> json = file.read();
            return json.isEmpty()
                    ? Verifiers.none()
                    : Verifiers.fromJson(new String(json.get(), StandardCharsets.UTF_8));
        } catch (DamagedVerifiersException damaged) {
            throw new UnusableStateException(
                    "In " + file.path().getParent() + ": " + damaged.getMessage(), damaged);
        } catch (IOException refused) {
            throw new UnusableStateException(
                    "The app passwords' verifiers %s could not be read (%s). The bridge's user must own the file, with mode 0600."
                            .formatted(file.path(), refused),
                    refused);
        }
    }

    void write(Verifiers verifiers) throws UnusableStateException {
        SecretChanges changes = SecretChanges.between(read(), verifiers);
        try {
            file.replace(verifiers.toJson().getBytes(StandardCharsets.UTF_8));
        } catch (IOException refused) {
            throw new UnusableStateException(
                    "The app passwords' verifiers %s could not be written (%s). What the file held is still there. Look for a full or read-only disk."
                            .formatted(file.path(), refused),
                    refused);
        }
        changes.events().forEach(audit::record);
    }
}
