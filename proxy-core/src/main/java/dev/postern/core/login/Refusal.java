package dev.postern.core.login;

/** What a frontend must be able to word (design: one exhaustive switch per frontend). */
public sealed interface Refusal {

    /** This app may not log in; the only refusal that is the client's fault. */
    record Denied() implements Refusal {}

    /** Too many failures; the delay has passed already. */
    record Throttled() implements Refusal {}

    /**
     * The provider could not be reached or would not let us in.
     *
     * @param account short name, for the sentence that says which command to run
     */
    record UpstreamFailed(UpstreamFailure failure, String account) implements Refusal {}

    /** Our own configuration is at fault, or we are. */
    record Misconfigured() implements Refusal {}
}
