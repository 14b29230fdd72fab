package dev.postern.app.service;

/** Whose service it is. */
public enum Scope {
    /** The machine's, with a user of its own. */
    SYSTEM,
    /** Of who runs this program, and with the same rights. */
    USER;

    /** How a command is told. */
    public String option() {
        return switch (this) {
            case SYSTEM -> "--system";
            case USER -> "--user";
        };
    }
}
