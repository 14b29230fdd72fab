package dev.postern.app.operation;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * What a running bridge says of itself. Texts only, since it travels as JSON.
 *
 * @param since when it was started, ISO 8601
 * @param sessions connections that are open now, those that have not logged in included
 * @param warnings the latest ones, the last one last
 * @param logLevels none if it logs as it does when it starts
 */
public record Status(
        long pid,
        String version,
        String since,
        List<Listener> listeners,
        List<AccountLine> accounts,
        List<AppLine> apps,
        int sessions,
        List<Warning> warnings,
        List<LogLevel> logLevels) {

    public Status {
        listeners = List.copyOf(listeners);
        accounts = List.copyOf(accounts);
        apps = List.copyOf(apps);
        warnings = List.copyOf(warnings);
        // A bridge that is older than the command does not say it.
        logLevels = List.copyOf(Objects.requireNonNullElse(logLevels, List.of()));
    }

    /**
     * How much is logged otherwise than at the start, because somebody wanted it.
     *
     * @param logger name of a package or class
     * @param until when it is as before, ISO 8601; empty: at the next start
     */
    public record LogLevel(String logger, String level, String until) {}

    /**
     * One address that the bridge listens on.
     *
     * @param auth {@code password}, or {@code device:APP}: whoever connects is that app
     */
    public record Listener(String protocol, String address, String security, String auth) {}

    /**
     * One mailbox.
     *
     * @param credential {@code stored}, {@code missing}, {@code command} or {@code oauth}
     * @param consent of an account with OAuth
     * @param servers one for each protocol
     */
    public record AccountLine(
            String name,
            String address,
            List<String> protocols,
            String credential,
            @Nullable Consent consent,
            List<Server> servers) {
        public AccountLine {
            protocols = List.copyOf(protocols);
            servers = List.copyOf(servers);
        }
    }

    /**
     * How logins at one of the servers of an account have gone since the bridge was started. What
     * is not known is empty.
     *
     * @param server host and port
     * @param state {@code works}, {@code fails} or {@code not used yet}
     * @param lastSuccess ISO 8601
     * @param lastFailure ISO 8601
     * @param failure the kind of that, a word for programs
     * @param detail of that; it may quote the server
     * @param cause of what fails now, a sentence
     * @param next what to do about it, a sentence
     * @param spares connections that are logged in and wait for a program
     */
    public record Server(
            String protocol,
            String server,
            String state,
            String lastSuccess,
            String lastFailure,
            String failure,
            String detail,
            String cause,
            String next,
            int spares) {}

    /**
     * Something that a person should act on, as the log has it.
     *
     * @param time ISO 8601
     * @param level {@code WARN} or {@code ERROR}
     */
    public record Warning(String time, String level, String text) {}

    /**
     * How it stands with the tokens of an account. Times are ISO 8601; what is not known is empty.
     *
     * @param grant as the configuration names it
     * @param state a word for programs
     * @param words the same for people
     * @param signedIn when a person did
     * @param accessExpires of the access token that is held
     * @param refreshed when the server last gave a token
     * @param granted scopes, where the server has named them
     * @param failure what went wrong last; it may quote the server
     * @param cause what that means, a sentence, where its words are known
     * @param next what to do about it then, a sentence
     * @param command that a person should run now
     */
    public record Consent(
            String grant,
            String state,
            String words,
            String signedInAs,
            String signedIn,
            String accessExpires,
            String refreshed,
            List<String> granted,
            String failure,
            String cause,
            String next,
            String nextTry,
            List<Ending> endings,
            String command) {
        public Consent {
            granted = List.copyOf(granted);
            endings = List.copyOf(endings);
        }
    }

    /**
     * Something that will end by itself.
     *
     * @param date ISO 8601
     * @param certainty {@code stated} by the server, or {@code estimate}
     * @param when both of these for people, and for whom
     */
    public record Ending(String date, String certainty, String when, String text) {}
}
