package dev.postern.imap.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes commands of all kinds, in all the ways in which they can be written. */
final class CommandGrammar {

    private final World world;
    private final Random random;
    private final List<String> pieces = new ArrayList<>();
    private StringBuilder piece = new StringBuilder();
    private int tags;

    CommandGrammar(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    ClientCommand next() {
        String tag = random.nextInt(40) == 0 && tags > 0 ? "a" + tags : "a" + ++tags;
        pieces.clear();
        piece = new StringBuilder(tag).append(' ');
        write(command());
        piece.append("\r\n");
        pieces.add(piece.toString());
        if (pieces.size() == 1
                && pieces.get(0).strip().toUpperCase(Locale.ROOT).endsWith(" IDLE")) {
            pieces.add(random.nextBoolean() ? "DONE\r\n" : "done\r\n");
        }
        return new ClientCommand(tag, pieces);
    }

    ClientCommand logout() {
        return new ClientCommand("bye", List.of("bye LOGOUT\r\n"));
    }

    /** Words, with § where a mailbox is to stand, $ a string, and any case. */
    private String command() {
        return switch (random.nextInt(34)) {
            case 0 -> "SELECT §" + pick("", "", " (CONDSTORE)", " (QRESYNC (1 2 1:4))");
            case 1 -> "EXAMINE §";
            case 2 -> pick("", "UID ") + "FETCH " + set() + " " + fetched();
            case 3 -> pick("", "UID ") + "STORE " + set() + " " + stored();
            case 4 -> pick("", "UID ") + pick("COPY ", "MOVE ") + set() + " §";
            case 5, 6 -> appended();
            case 7 -> pick("EXPUNGE", "UID EXPUNGE 1:*", "CLOSE", "UNSELECT", "CHECK");
            case 8 -> pick("CREATE §", "DELETE §", "RENAME § §", "SUBSCRIBE §", "UNSUBSCRIBE §");
            case 9, 10 -> listed();
            case 11 -> "STATUS § (MESSAGES" + pick("", " UIDNEXT UNSEEN", " HIGHESTMODSEQ") + ")";
            case 12, 13 -> pick("", "UID ") + "SEARCH " + searched();
            case 14 ->
                    pick("", "UID ") + "SORT (" + pick("REVERSE DATE", "SUBJECT") + ") UTF-8 ALL";
            case 15 -> pick("", "UID ") + "THREAD REFERENCES UTF-8 $";
            case 16, 17 -> pick("NOOP", "CAPABILITY", "NAMESPACE");
            case 18, 19 -> "IDLE";
            case 20 ->
                    "ENABLE " + pick("CONDSTORE", "QRESYNC", "UTF8=ACCEPT", "UIDONLY", "IMAP4rev2");
            case 21 -> "ID " + pick("NIL", "($ $)", "(\"name\" $ \"version\" \"1\")");
            case 22 -> pick("LOGIN $ $", "AUTHENTICATE PLAIN", "AUTHENTICATE PLAIN AGEAYg==");
            case 23 -> pick("STARTTLS", "COMPRESS DEFLATE", "UNAUTHENTICATE");
            case 24 ->
                    pick("SETACL § anyone lrswipcda", "DELETEACL § ann", "GETACL §", "MYRIGHTS §");
            case 25 -> pick("GENURLAUTH $ INTERNAL", "RESETKEY §", "URLFETCH $");
            case 26 -> pick("GETMETADATA § /private/comment", "SETMETADATA § (/private/comment $)");
            case 27 ->
                    pick(
                            "GETMETADATA (DEPTH infinity) § (/shared)",
                            "GETQUOTAROOT §",
                            "GETQUOTA $");
            case 28 -> pick("ESEARCH IN (personal) ALL", "ESEARCH IN (mailboxes §) UNSEEN");
            case 29 -> pick("NOTIFY SET (personal (MessageNew))", "NOTIFY NONE", "CONVERT 1 $ $");
            case 30 -> pick("", "UID ") + "REPLACE 4 § (\\Seen) $";
            case 31 -> pick("X-PURGE", "XLIST $ *", "XAOL-MOVE 1:* §", "FROBNICATE $ ($ $) §");
            case 32 ->
                    pick("SETQUOTA $ (STORAGE 1)", "UID EXPUNGE 1", "UID NOOP", "CANCELUPDATE $");
            default -> pick("SCAN $ § $", "RLIST $ $", "RLSUB $ $", "PROXY $", "JMAPACCESS");
        };
    }

    private String set() {
        return pick("1", "1:*", "2,4:7", "*", "$");
    }

    private String fetched() {
        return pick(
                "FLAGS",
                "ALL",
                "(UID BODY[])",
                "BODY.PEEK[HEADER.FIELDS (From To)]<0.100>",
                "(BODY[HEADER.FIELDS.NOT ($ \"b\")] RFC822.SIZE)",
                "(FLAGS) (CHANGEDSINCE 4 VANISHED)",
                "(X-GM-LABELS X-GM-MSGID)",
                "BINARY.PEEK[1.2]<0.5>");
    }

    private String stored() {
        String how = pick("", "+", "-") + "FLAGS" + pick("", ".SILENT");
        String condition = pick("", "", "(UNCHANGEDSINCE 12) ");
        return pick(
                condition + how + " (" + pick("", "\\Seen", "\\Flagged $Mine", "\\deLeted") + ")",
                condition + how + " " + pick("\\Seen", "\\Deleted", "\\Answered \\Deleted", "Work"),
                pick("", "+") + "X-GM-LABELS (" + pick("\\Trash", "Work") + ")",
                "+FLAGS ($)",
                "ANNOTATION (/comment (\"value.priv\" $))");
    }

    private String appended() {
        String flags = pick("", "(\\Seen) ", "(\\Deleted) ", "(\\Seen $Mine) ");
        String date = pick("", "\"01-Jan-2026 10:00:00 +0000\" ");
        String message = "APPEND § " + flags + date;
        return switch (random.nextInt(8)) {
            case 0 -> message + "CATENATE (URL $ TEXT ¶)";
            case 2 -> message + pick("", "~") + "¶ " + flags + date + "¶";
            case 3 -> message + "UTF8 (~¶) " + pick("UTF8 (~¶)", flags + "¶");
            case 1 -> message + "UTF8 (~¶)";
            default -> message + pick("", "~") + "¶";
        };
    }

    private String listed() {
        return pick(
                "LIST \"\" *",
                "LIST $ %",
                "LIST § *",
                "LIST \"\" §",
                "LIST \"\" \"\"",
                "LSUB \"\" *",
                "LIST (SUBSCRIBED) \"\" * RETURN (STATUS (MESSAGES UNSEEN))",
                "LIST (SUBSCRIBED RECURSIVEMATCH) \"\" (% §) RETURN (CHILDREN SPECIAL-USE)",
                "LIST () \"\" (\"*\") RETURN (MYRIGHTS METADATA (/shared/comment))");
    }

    private String searched() {
        return pick(
                "ALL",
                "UNSEEN",
                "CHARSET UTF-8 SUBJECT $",
                "RETURN (SAVE) OR FROM $ (TO $ NOT DELETED)",
                "X-GM-RAW $",
                "HEADER $ $",
                "UID " + set());
    }

    /** Writes a command, with everything in it that is to be chosen. */
    private void write(String command) {
        for (int at = 0; at < command.length(); at++) {
            char letter = command.charAt(at);
            switch (letter) {
                case '§' -> string(mailbox());
                case '$' -> dollar(command, at);
                case '¶' -> literal("Subject: x\r\n\r\n" + text());
                default ->
                        piece.append(
                                random.nextInt(8) == 0 ? Character.toLowerCase(letter) : letter);
            }
        }
    }

    /** Alone, and not the beginning of a keyword or a saved result. */
    private void dollar(String command, int at) {
        boolean word = at + 1 < command.length() && Character.isLetter(command.charAt(at + 1));
        if (word) {
            piece.append('$');
        } else {
            string(text());
        }
    }

    private String mailbox() {
        String name =
                switch (random.nextInt(9)) {
                    case 0 -> pick(world.hidden());
                    case 1 -> pick(List.copyOf(world.bins()));
                    case 2 -> "inBox";
                    case 3 -> "Entw\u00fcrfe";
                    case 4 ->
                            pick(
                                    "Archive" + world.delimiter(),
                                    "Archive" + world.delimiter() + "new");
                    case 5 ->
                            pick(
                                    "&AOkA-",
                                    "&AEE-",
                                    "A&",
                                    "Archive/../x",
                                    "Archive..x",
                                    "",
                                    "%",
                                    "R&D");
                    default -> pick(world.shown());
                };
        return Octets.text(name.getBytes(StandardCharsets.UTF_8));
    }

    private String text() {
        return pick(
                "x",
                "name",
                "a b",
                "\"\\",
                "",
                "a1 LOGOUT\r\na2 NOOP\r\n",
                "{3}\r\nabc",
                ")",
                "\u00c3\u00a9");
    }

    /** One of the ways to write a string. */
    private void string(String text) {
        boolean atom =
                !text.isEmpty()
                        && text.chars()
                                .allMatch(c -> c > ' ' && c < 0x7f && "(){%*\"\\".indexOf(c) < 0);
        boolean quotable = text.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0);
        int way = random.nextInt(5);
        if (way < 2 && atom) {
            piece.append(text);
        } else if (way < 4 && quotable) {
            piece.append(Answers.quoted(text));
        } else {
            literal(text);
        }
    }

    private void literal(String text) {
        if (random.nextBoolean()) {
            piece.append("{%d+}\r\n".formatted(text.length()));
        } else {
            piece.append("{%d}\r\n".formatted(text.length()));
            pieces.add(piece.toString());
            piece = new StringBuilder();
        }
        piece.append(text);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
