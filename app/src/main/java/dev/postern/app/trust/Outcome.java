package dev.postern.app.trust;

/** What became of one store. */
public sealed interface Outcome {

    /** A sentence about the store. */
    String sentence();

    /** It is as it was wanted. */
    record Done(String sentence) implements Outcome {}

    /** It is as it was before; the sentence says why, and what a person can do. */
    record NotDone(String sentence) implements Outcome {}
}
