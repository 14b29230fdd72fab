package dev.postern.app.command;

/** What the process ends with; the top-level help lists them. */
enum ExitCode {
    OK(0, "done"),
    REFUSED(1, "not done; the message says why"),
    USAGE(2, "the command line was wrong"),
    CONFIGURATION(3, "the configuration has faults; `postern check` lists them"),
    STATE(4, "the state or the running bridge cannot be reached or used"),
    LISTEN(5, "the bridge could not listen on a port, or not use its certificate"),
    FOUND(6, "`scan` has found a password that works, or `audit verify` a changed log"),
    CUT_OFF(7, "`serve` was stopped, and cut off sessions that had not ended by themselves");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    String meaning() {
        return meaning;
    }
}
