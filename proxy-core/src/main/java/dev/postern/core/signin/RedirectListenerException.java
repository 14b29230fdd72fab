package dev.postern.core.signin;

/** The redirect of a browser can't be listened for. The message is for the person who signs in. */
public final class RedirectListenerException extends Exception {
    private static final long serialVersionUID = 1L;

    RedirectListenerException(String message) {
        super(message);
    }
}
