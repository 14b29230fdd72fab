package dev.postern.app.command;

import picocli.CommandLine.IVersionProvider;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.jar.JarFile;

/** The version of this build, as its archive names it. */
public final class Version implements IVersionProvider {

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** When it was made, at the earliest; empty if it is not packaged. */
    static Optional<Instant> built() {
        Path archive = archive();
        if (!Files.isRegularFile(archive)) {
            return Optional.empty();
        }
        try (JarFile jar = new JarFile(archive.toFile())) {
            return Optional.ofNullable(jar.getManifest())
                    .map(manifest -> manifest.getMainAttributes().getValue("Build-Date"))
                    .map(Instant::parse);
        } catch (IOException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** The program that has started this, where it stands in an installation. */
    static Path launcher() {
        return archive().resolveSibling("..").resolve("bin").resolve("postern").normalize();
    }

    private static Path archive() {
        try {
            return Path.of(
                    Version.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"postern " + text(), "Java " + Runtime.version()};
    }
}
