package dev.postern.core.login;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Octets to say, and how they look in a log. Immutable, except that {@link #wipe()} ends the life
 * of one that carries a secret.
 */
public final class Speech {

    /** No octets at all. */
    public static final Speech NOTHING = new Speech(new byte[0], "", Sensitivity.PUBLIC);

    private enum Sensitivity {
        PUBLIC,
        SECRET
    }

    private final byte[] octets;
    private final String shown;
    private final Sensitivity sensitivity;

    private Speech(byte[] octets, String shown, Sensitivity sensitivity) {
        this.octets = octets;
        this.shown = shown;
        this.sensitivity = sensitivity;
    }

    /** Words without a secret, sent as UTF-8; each line in {@code text} ends with CRLF. */
    public static Speech of(String text) {
        return new Speech(text.getBytes(StandardCharsets.UTF_8), text, Sensitivity.PUBLIC);
    }

    /**
     * Octets that carry a secret.
     *
     * @param octets belong to the speech from now on; they are wiped once sent
     * @param shown what a log may show instead
     */
    public static Speech secret(byte[] octets, String shown) {
        return new Speech(octets, shown, Sensitivity.SECRET);
    }

    /** This and then {@code more}, in one write; secrets are left in the new speech only. */
    public Speech then(Speech more) {
        byte[] joined = Arrays.copyOf(octets, octets.length + more.octets.length);
        System.arraycopy(more.octets, 0, joined, octets.length, more.octets.length);
        boolean secret =
                sensitivity == Sensitivity.SECRET || more.sensitivity == Sensitivity.SECRET;
        wipe();
        more.wipe();
        return new Speech(
                joined, shown + more.shown, secret ? Sensitivity.SECRET : Sensitivity.PUBLIC);
    }

    /** The octets themselves, not a copy: for the handler that writes them. */
    public byte[] octets() {
        return octets;
    }

    public boolean isEmpty() {
        return octets.length == 0;
    }

    /** Overwrites the octets if they carry a secret; called once they are on their way. */
    public void wipe() {
        if (sensitivity == Sensitivity.SECRET) {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /** What a log may show. */
    @Override
    public String toString() {
        return shown;
    }
}
