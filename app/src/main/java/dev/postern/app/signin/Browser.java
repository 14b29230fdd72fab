package dev.postern.app.signin;

import java.net.URI;

/** Shows people a page. */
@FunctionalInterface
public interface Browser {

    /** What came of it. */
    sealed interface Opening {

        /** A browser was started, or told. */
        record Opened() implements Opening {}

        /**
         * None was.
         *
         * @param reason a sentence
         */
        record NotOpened(String reason) implements Opening {}
    }

    /** Returns within seconds. */
    Opening open(URI address);

    /** For people who want to open pages themselves. */
    static Browser none() {
        return address -> new Opening.NotOpened("you asked for no browser.");
    }
}
