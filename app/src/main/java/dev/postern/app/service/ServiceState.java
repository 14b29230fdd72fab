package dev.postern.app.service;

import java.util.OptionalInt;

/** How a service is. */
public sealed interface ServiceState {

    /** For a person: what is, and what to do. */
    String sentence();

    /** It does what it should. */
    record Running(String sentence) implements ServiceState {}

    /**
     * It does not run, or not as it should.
     *
     * @param what how it is instead
     * @param remedy what to do
     * @param exit what the bridge itself ended with last, if it did
     */
    record Down(String what, String remedy, OptionalInt exit) implements ServiceState {
        @Override
        public String sentence() {
            return what + ". " + remedy;
        }
    }

    /** Nobody has installed it. */
    record Absent(String sentence) implements ServiceState {}

    /** The service manager cannot be asked. */
    record Unknown(String sentence) implements ServiceState {}
}
