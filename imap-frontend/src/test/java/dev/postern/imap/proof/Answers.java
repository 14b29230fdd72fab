package dev.postern.imap.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** What a server says before it ends a command: plausible, and with traps for who skims it. */
final class Answers {

    /** What real providers offer, and all that no client behind a gate may be offered. */
    static final List<String> OFFERS =
            List.of(
                    "IMAP4rev1",
                    "LITERAL+",
                    "SASL-IR",
                    "LOGIN-REFERRALS",
                    "ID",
                    "ENABLE",
                    "IDLE",
                    "SORT",
                    "SORT=DISPLAY",
                    "THREAD=REFERENCES",
                    "MULTIAPPEND",
                    "URL-PARTIAL",
                    "CATENATE",
                    "URLAUTH",
                    "UNSELECT",
                    "CHILDREN",
                    "NAMESPACE",
                    "UIDPLUS",
                    "LIST-EXTENDED",
                    "I18NLEVEL=1",
                    "CONDSTORE",
                    "QRESYNC",
                    "ESEARCH",
                    "SEARCHRES",
                    "WITHIN",
                    "CONTEXT=SEARCH",
                    "LIST-STATUS",
                    "BINARY",
                    "MOVE",
                    "SPECIAL-USE",
                    "ACL",
                    "RIGHTS=texk",
                    "NOTIFY",
                    "METADATA",
                    "UTF8=ACCEPT",
                    "X-GM-EXT-1",
                    "COMPRESS=DEFLATE",
                    "UNAUTHENTICATE",
                    "REPLACE",
                    "MULTISEARCH",
                    "UIDONLY",
                    "QUOTA",
                    "AUTH=PLAIN");

    private static final Pattern PLAIN = Pattern.compile("(?s)\\* \\d+ .*");

    private final World world;
    private final Random random;
    private int contents;

    Answers(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    /** Whether a gate has no reason to touch a reply. */
    static boolean isPlain(String reply) {
        return PLAIN.matcher(reply).matches();
    }

    List<String> to(Seen command) {
        List<String> answers = new ArrayList<>();
        switch (command.plainVerb()) {
            case "CAPABILITY" -> answers.add("* CAPABILITY " + String.join(" ", OFFERS));
            case "SELECT", "EXAMINE" -> {
                answers.add("* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)");
                answers.add("* " + random.nextInt(100) + " EXISTS");
                answers.add("* OK [UIDVALIDITY 1] it is");
            }
            case "FETCH" -> {
                for (int i = random.nextInt(4); i > 0; i--) {
                    answers.add(fetched());
                }
            }
            case "STORE" -> answers.add("* 3 FETCH (FLAGS (\\Seen))");
            case "EXPUNGE" -> answers.add("* 3 EXPUNGE");
            case "SEARCH" -> answers.add("* SEARCH 1 2 3");
            case "LIST", "LSUB", "XLIST" -> listed(command, answers);
            case "STATUS", "GETQUOTAROOT", "GETMETADATA", "GETACL" -> answers.add(about(any()));
            case "NAMESPACE" ->
                    answers.add(
                            "* NAMESPACE ((\"\" \"%c\")) ((\"%s%c\" \"%c\")) NIL"
                                    .formatted(
                                            world.delimiter(),
                                            World.MARK,
                                            world.delimiter(),
                                            world.delimiter()));
            default -> {}
        }
        if (random.nextInt(4) == 0) {
            answers.add(unasked());
        }
        return answers;
    }

    String enabled(Seen enable) {
        StringBuilder reply = new StringBuilder("* ENABLED");
        for (Argument argument : enable.arguments()) {
            reply.append(' ').append(Octets.text(argument.octets()));
        }
        return reply.toString();
    }

    String success(Seen command) {
        return switch (command.verb()) {
            case "SELECT" -> " OK [READ-WRITE] selected";
            case "EXAMINE" -> " OK [READ-ONLY] selected";
            default -> random.nextInt(8) > 0 ? " OK done" : " OK done {12}";
        };
    }

    String unasked() {
        return switch (random.nextInt(8)) {
            case 0 -> "* " + random.nextInt(100) + " EXISTS";
            case 1 -> "* 4 FETCH (FLAGS (\\Deleted $Junk))";
            case 2 -> "* OK [ALERT] the disk {7}";
            case 3 -> "* OK still here";
            case 4 -> "* CAPABILITY " + String.join(" ", OFFERS);
            case 5 -> about(any());
            case 6 -> "* LIST (\\NonExistent) " + delimiter() + " " + written(any());
            default -> fetched();
        };
    }

    /** With a literal that looks like replies. */
    private String fetched() {
        String inside =
                "Subject: %d\r\n\r\na1 OK done\r\n* LIST () \"/\" none\r\n+ go\r\n* BYE {3}\r\n"
                        .formatted(++contents);
        String content = inside.repeat(1 + random.nextInt(3)) + "x".repeat(random.nextInt(9));
        return switch (random.nextInt(3)) {
            case 0 ->
                    "* 1 FETCH (UID 1 BODY[] {%d}\r\n%s FLAGS (\\Seen))"
                            .formatted(content.length(), content);
            case 1 ->
                    "* 2 FETCH (BODY[HEADER.FIELDS (\"To\")] \"a{5}\" BINARY[1] ~{%d}\r\n%s)"
                            .formatted(content.length(), content);
            default ->
                    "* 2 FETCH (BODY[1] {0}\r\n BODY[2] {%d}\r\n%s)"
                            .formatted(content.length(), content);
        };
    }

    private void listed(Seen command, List<String> answers) {
        String verb = command.plainVerb();
        for (String name : world.shown()) {
            answers.add(listing(verb, name));
        }
        for (String name : world.bins()) {
            String use = name.startsWith("Junk") ? "\\Junk" : "\\Trash";
            answers.add("* %s (%s) %s %s".formatted(verb, use, delimiter(), written(name)));
        }
        for (String name : world.hidden()) {
            answers.add(listing(verb, name));
            if (random.nextInt(3) == 0) {
                answers.add("* STATUS %s (MESSAGES 3 UNSEEN 1)".formatted(written(name)));
            }
        }
    }

    private String listing(String verb, String name) {
        String more = random.nextInt(6) == 0 ? " (OLDNAME (\"" + World.MARK + "\"))" : "";
        return "* %s (\\HasNoChildren) %s %s%s".formatted(verb, delimiter(), written(name), more);
    }

    private String delimiter() {
        return "\"" + world.delimiter() + "\"";
    }

    private String about(String name) {
        String mailbox = written(name);
        return switch (random.nextInt(5)) {
            case 0 -> "* STATUS " + mailbox + " (MESSAGES 4)";
            case 1 -> "* QUOTAROOT " + mailbox + " \"user\"";
            case 2 -> "* METADATA " + mailbox + " (/private/comment \"mine\")";
            case 3 -> "* ACL " + mailbox + " ann lrs";
            default -> "* MYRIGHTS " + mailbox + " lrs";
        };
    }

    private String any() {
        return random.nextBoolean() ? pick(world.hidden()) : pick(world.shown());
    }

    private String pick(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }

    /** A name in one of the ways in which a server may write it. */
    private String written(String name) {
        boolean atom = name.chars().allMatch(c -> "() {%*\"\\".indexOf(c) < 0);
        return switch (random.nextInt(3)) {
            case 0 -> "{%d}\r\n%s".formatted(name.length(), name);
            case 1 -> atom ? name : quoted(name);
            default -> quoted(name);
        };
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
