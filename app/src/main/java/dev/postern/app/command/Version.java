package dev.postern.app.command;

import picocli.CommandLine.IVersionProvider;

/** The version of this build, as its archive names it. */
public final class Version implements IVersionProvider {

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"postern " + text(), "Java " + Runtime.version()};
    }
}
