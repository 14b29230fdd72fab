package dev.postern.app.bridge;

/** How the sessions of a bridge ended that was stopped. */
public enum Departure {
    /** Each by itself, with nothing under way. */
    EVERYBODY_LEFT,
    /** Some were cut off: time was over, or whoever stopped the bridge did not want to wait. */
    SOME_CUT_OFF
}
