package dev.postern.app.service;

/** A service cannot be had so; the message is for people. */
public final class ServiceException extends Exception {
    private static final long serialVersionUID = 1L;

    ServiceException(String message) {
        super(message);
    }
}
