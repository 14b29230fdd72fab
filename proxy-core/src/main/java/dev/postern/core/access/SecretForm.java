package dev.postern.core.access;

/** What a generated app password looks like, and whether it lets anybody in. */
public enum SecretForm {
    /** {@code pst_} and 40 characters. */
    USUAL("usual"),
    /** 20 characters without a prefix, for devices with short fields: still 80 bits of secret. */
    COMPACT("compact"),
    /** Looks like a usual one and never works: whoever tries it has found it somewhere. */
    DECOY("decoy");

    private final String word;

    SecretForm(String word) {
        this.word = word;
    }

    /** As it stands in files and requests. */
    public String word() {
        return word;
    }
}
