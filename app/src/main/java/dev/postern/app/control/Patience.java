package dev.postern.app.control;

import dev.postern.app.operation.Request;

import java.time.Duration;

/** How long either end waits for an answer. */
final class Patience {

    /** A chosen password takes tens of milliseconds; a slow disk and a loaded machine, seconds. */
    private static final Duration BRIEF = Duration.ofSeconds(30);

    /** Two logins and a look at the certificate, after a command that may ask a person first. */
    private static final Duration CHECK = Duration.ofMinutes(10);

    /** A person may have to unlock the keyring first, twice. */
    private static final Duration REKEY = Duration.ofMinutes(5);

    /** One request to an authorization server, which has a deadline of its own below this. */
    private static final Duration TOKEN = Duration.ofMinutes(2);

    /** 128 MiB of lines, on a slow disk of a busy machine. */
    private static final Duration AUDIT = Duration.ofMinutes(2);

    private Patience() {}

    static Duration with(Request request) {
        return switch (request) {
            case Request.Brief ignored -> BRIEF;
            case Request.Live ignored -> BRIEF;
            case Request.CheckAccount ignored -> CHECK;
            case Request.RekeyVault ignored -> REKEY;
            case Request.VerifyAudit ignored -> AUDIT;
            case Request.SignIn ignored -> TOKEN;
            case Request.FetchToken ignored -> TOKEN;
            case Request.AuthorizeDevice ignored -> TOKEN;
        };
    }
}
