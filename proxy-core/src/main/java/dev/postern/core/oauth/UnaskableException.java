package dev.postern.core.oauth;

/** A request cannot be made as things are on this machine; the message is for a person. */
final class UnaskableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnaskableException(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
