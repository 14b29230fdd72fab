package dev.postern.app.discovery;

import java.net.URI;
import java.util.Optional;

/** Gets small files over HTTPS. Waits for the network, but not for long. */
@FunctionalInterface
public interface WellKnown {

    /** The most that a file may have: autoconfig files have two kilobytes. */
    int LARGEST = 64 * 1024;

    /**
     * What is there; empty if nothing is, it is larger than {@link #LARGEST}, or the server is not
     * the one that its certificate names. Redirects are followed to {@code https} only, or not.
     *
     * @param address its scheme is {@code https}
     */
    Optional<byte[]> fetch(URI address);
}
