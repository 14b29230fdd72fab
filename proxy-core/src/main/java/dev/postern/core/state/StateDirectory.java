package dev.postern.core.state;

import java.nio.file.Path;

/**
 * Where the program keeps what it writes. Others than the owner cannot write there: that was
 * checked when it was opened.
 */
public final class StateDirectory {

    private final Path path;

    private StateDirectory(Path path) {
        this.path = path;
    }

    /**
     * Makes the directory if there is none.
     *
     * @throws StateException if it cannot be made, or if others may write in it
     */
    public static StateDirectory open(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Directories.ensure(absolute, "state directory");
        return new StateDirectory(absolute);
    }

    public Path path() {
        return path;
    }

    /** Encrypted: the {@link Vault}'s file. */
    public Path vault() {
        return path.resolve("vault");
    }

    /** The verifiers of app passwords. */
    public Path verifiers() {
        return path.resolve("verifiers.json");
    }

    /** What providers offered: {@link OfferMemory}'s file. */
    public Path offers() {
        return path.resolve("offers.json");
    }

    /** The directory of the audit log: what a {@link dev.postern.core.audit.AuditTrail} writes. */
    public Path audit() {
        return path.resolve("audit");
    }

    /** When each app last logged in: {@link dev.postern.core.audit.LastUses}' file. */
    public Path lastUses() {
        return path.resolve("last-use.json");
    }

    /** The certificate that mail programs may have to be told to trust; PEM. */
    public Path rootCertificate() {
        return path.resolve("local-root.pem");
    }

    /** The {@link StateLock}'s file. */
    Path lock() {
        return path.resolve("bridge.lock");
    }
}
