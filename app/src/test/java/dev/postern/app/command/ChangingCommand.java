package dev.postern.app.command;

import dev.postern.core.testing.crash.FaultyRuns;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A command that changes configuration or state, and how one sees that it has.
 *
 * @param shows whether the lists of accounts and apps say that it has been done
 */
record ChangingCommand(String input, Predicate<String> shows, List<String> arguments) {

    /** What no person is to read: a stack trace, or the name of a class. */
    private static final List<String> NOT_FOR_PEOPLE = List.of("\tat ", "Exception in thread");

    /** Each that writes, beginning with nothing but an empty home. */
    static Stream<ChangingCommand> all() {
        return Stream.of(
                of("", ChangingCommand::isNotTold, "init"),
                of(
                        "real\n",
                        lists -> lists.contains("\"jo\""),
                        "account",
                        "add",
                        "jo@example.org",
                        "--imap-host",
                        "localhost:1",
                        "--imap-tls",
                        "implicit",
                        "--password-stdin"),
                of(
                        "changed\n",
                        ChangingCommand::isNotTold,
                        "account",
                        "password",
                        "ann",
                        "--password-stdin"),
                of("", lists -> !lists.contains("\"bob\""), "account", "remove", "bob"),
                of(
                        "",
                        lists -> lists.contains("\"phone\""),
                        "app",
                        "add",
                        "phone",
                        "--account",
                        "ann",
                        "--protocols",
                        "imap"),
                of("", ChangingCommand::isNotTold, "app", "rotate", "--now", "old"),
                of("", lists -> lists.contains("\"young\""), "app", "rename", "old", "young"),
                of("", lists -> !lists.contains("\"old\""), "app", "revoke", "old"),
                of("", ChangingCommand::isNotTold, "vault", "rekey", "--to", "file"));
    }

    private static ChangingCommand of(String input, Predicate<String> shows, String... arguments) {
        return new ChangingCommand(input, shows, List.of(arguments));
    }

    /** Where the lists look the same before and after. */
    private static boolean isNotTold(String lists) {
        return !lists.isEmpty();
    }

    boolean isFirst() {
        return arguments.equals(List.of("init"));
    }

    /** For people, and as the name of a directory. */
    @Override
    public String toString() {
        return isFirst() ? "init" : arguments.get(0) + " " + arguments.get(1);
    }

    /** What is wrong with how it took a full disk; empty if nothing is. */
    String complaint(FaultyRuns.Ran ran) {
        boolean talks = NOT_FOR_PEOPLE.stream().noneMatch(ran.printed()::contains);
        if (!talks) {
            return "says what no person understands: " + ran;
        }
        return ran.code() == 0 || ran.printed().contains("No space left on device")
                ? ""
                : "does not say what is wrong: " + ran;
    }
}
