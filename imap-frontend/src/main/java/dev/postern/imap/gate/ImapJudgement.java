package dev.postern.imap.gate;

import dev.postern.core.access.ImapPolicy;

import java.util.List;
import java.util.Optional;

/**
 * What a gate would make of a command, without a connection. Names are taken as those of a provider
 * with {@code /} between levels, and without UTF-8.
 */
public sealed interface ImapJudgement {

    /**
     * It goes to the provider.
     *
     * @param command as it goes
     */
    record PassedOn(String command) implements ImapJudgement {}

    /**
     * The client hears no.
     *
     * @param answer with the command's tag, without CRLF
     * @param policy whether that is for the app's policy, and would be audited
     */
    record Refused(String answer, Optional<String> policy) implements ImapJudgement {}

    /** A provider that has what the rules ask for. */
    List<String> PROVIDER = List.of("IMAP4rev1", "UNSELECT");

    /**
     * Plays a command to the rules.
     *
     * @param command one line, or more with non-synchronizing literals; a CRLF at its end is not
     *     needed
     */
    static ImapJudgement of(ImapPolicy policy, String command) {
        String text = command.endsWith("\r\n") ? command : command + "\r\n";
        return new Rehearsal(policy).judge(text);
    }

    /** What the client would hear, if the command would be refused. */
    static Optional<String> refusal(ImapPolicy policy, String command) {
        return switch (of(policy, command)) {
            case PassedOn ignored -> Optional.empty();
            case Refused refused -> Optional.of(refused.answer());
        };
    }
}
