package dev.postern.app.sendmail;

/** What programs that start {@code sendmail} expect it to end with: sysexits.h. */
public enum Sysexit {
    OK(0),
    USAGE(64),
    DATA_ERROR(65),
    NO_USER(67),
    UNAVAILABLE(69),

    /** Trying again later may help. */
    TEMPORARY_FAILURE(75),

    /** The app password was refused. */
    NO_PERMISSION(77),
    CONFIGURATION(78);

    private final int number;

    Sysexit(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
