package dev.postern.app.command;

import picocli.CommandLine.IVersionProvider;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The version of this build, as its archive names it. */
public final class Version implements IVersionProvider {

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** The program that has started this, where it stands in an installation. */
    static Path launcher() {
        try {
            Path archive =
                    Path.of(
                            Version.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return archive.resolveSibling("..").resolve("bin").resolve("postern").normalize();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"postern " + text(), "Java " + Runtime.version()};
    }
}
