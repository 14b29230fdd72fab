package dev.postern.core.signin;

/** What a browser gets for a request. */
sealed interface Reply {

    record Show(Page page) implements Reply {}

    /** The page that the redirect ends at: once it was seen, nobody needs to listen on. */
    record ShowResult(Page page) implements Reply {}

    /** Another page of ours: what was in the address bar leaves it (RFC 9110 15.4.4). */
    record MoveTo(String path) implements Reply {}

    /** The result is shown when it is known, or something else when that takes too long. */
    record Hold() implements Reply {}
}
