package dev.postern.core.signin;

/** What came of a code that was redeemed, for the page in the browser. */
public sealed interface Conclusion {

    /** The tokens are there. */
    record SignedIn() implements Conclusion {}

    /**
     * They are not.
     *
     * @param reason a sentence
     * @param command what starts the next try
     */
    record Failed(String reason, String command) implements Conclusion {}
}
