package dev.postern.app.command;

import dev.postern.app.operation.Status;

import java.util.ArrayList;
import java.util.List;

/** How it stands with an account's servers and tokens, as lines below the account's row. */
final class AccountLines {

    /** As wide as a terminal is that nobody has changed. */
    private static final int WIDTH = 80;

    private static final String INDENT = "    ";

    private AccountLines() {}

    /** What stands in the row itself. */
    static String credential(Status.AccountLine account) {
        Status.Consent consent = account.consent();
        return consent == null
                ? account.credential()
                : account.credential() + ": " + consent.words();
    }

    /** What is not known is left out. */
    static List<String> below(Status.AccountLine account) {
        List<String> lines = new ArrayList<>();
        account.servers().forEach(server -> servers(lines, server));
        Status.Consent consent = account.consent();
        if (consent != null) {
            lines.addAll(below(consent));
        }
        return lines;
    }

    private static void servers(List<String> lines, Status.Server server) {
        add(lines, server.protocol(), words(server) + spares(server));
        if (server.state().equals("fails")) {
            trouble(lines, server.cause(), server.detail(), server.next());
        }
    }

    private static String words(Status.Server server) {
        return switch (server.state()) {
            case "works" -> "%s works, last at %s".formatted(server.server(), server.lastSuccess());
            case "fails" ->
                    "%s fails, last at %s; it worked %s"
                            .formatted(
                                    server.server(),
                                    server.lastFailure(),
                                    server.lastSuccess().isEmpty()
                                            ? "never since the start"
                                            : "at " + server.lastSuccess());
            default -> "%s was not used since the start".formatted(server.server());
        };
    }

    private static String spares(Status.Server server) {
        return switch (server.spares()) {
            case 0 -> "";
            case 1 -> "; 1 spare";
            default -> "; %d spares".formatted(server.spares());
        };
    }

    private static List<String> below(Status.Consent consent) {
        List<String> lines = new ArrayList<>();
        add(lines, "grant", consent.grant());
        add(lines, "signed in", signedIn(consent));
        add(lines, "last token", consent.refreshed());
        add(lines, "it expires", consent.accessExpires());
        if (consent.cause().isEmpty()) {
            add(lines, "trouble", consent.failure());
        } else {
            trouble(lines, consent.cause(), consent.failure(), consent.next());
        }
        add(lines, "next try", consent.nextTry());
        consent.endings()
                .forEach(ending -> add(lines, "will end", ending.when() + ": " + ending.text()));
        add(lines, "run", consent.next().isEmpty() ? consent.command() : "");
        return lines;
    }

    private static void trouble(List<String> lines, String cause, String said, String next) {
        add(lines, "trouble", cause);
        add(lines, "it said", said);
        add(lines, "do", next);
    }

    private static String signedIn(Status.Consent consent) {
        return consent.signedInAs().isEmpty()
                ? consent.signedIn()
                : (consent.signedIn() + " as " + consent.signedInAs()).strip();
    }

    private static void add(List<String> lines, String name, String text) {
        if (text.isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder("%s%-10s  ".formatted(INDENT, name));
        String further = " ".repeat(line.length());
        int start = line.length();
        for (String word : text.split(" ", -1)) {
            if (line.length() > start && line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(further);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
    }
}
