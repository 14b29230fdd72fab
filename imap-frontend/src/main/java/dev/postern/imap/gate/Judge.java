package dev.postern.imap.gate;

import java.util.Optional;

/** Decides about the text of a command. Runs on the session's event loop. */
final class Judge {

    private final Scene scene;
    private final Permissions permissions;
    private final InFlight inFlight;
    private final Selection selection = new Selection();

    Judge(Scene scene, Permissions permissions, InFlight inFlight) {
        this.scene = scene;
        this.permissions = permissions;
        this.inFlight = inFlight;
    }

    /** The text ends with a line. */
    Decision decide(CommandText text) {
        if (!text.isClean()) {
            return new Decision.Bad(
                    "*", "A line ends with CR LF, and holds no CR, LF or NUL", Optional.empty());
        }
        return switch (Parsed.of(text.text(), text.literals())) {
            case Parsed.Complete(GateCommand command) -> complete(command, text);
            case Parsed.LiteralDue(GateCommand soFar, LiteralMark mark) ->
                    literalDue(soFar, mark, text);
            case Parsed.Malformed(String tag, Optional<LiteralMark> behind) ->
                    new Decision.Bad(
                            tag, "Expected a command, and arguments of its own form", behind);
        };
    }

    /**
     * What the provider is to hear after a refusal: else it would go on to tell the client of a
     * mailbox that the client takes for closed. Empty where it knows no UNSELECT (RFC 3691).
     */
    Optional<String> afterRefusal() {
        return selection.isLeftOpen() && scene.knowsUnselect()
                ? Optional.of(inFlight.ask("UNSELECT"))
                : Optional.empty();
    }

    private Decision complete(GateCommand command, CommandText text) {
        if (inFlight.contains(command.tag())) {
            return inUse(command, Optional.empty());
        }
        Ruling ruling = selection.after(command, permissions.judge(command, scene));
        boolean lacksMessage = isAppend(command) && ruling instanceof Ruling.Granted;
        return follow(lacksMessage ? Rule.malformed() : ruling, command, Optional.empty(), text);
    }

    /** What is not to be carried out is known by now, so that no literal is invited for it. */
    private Decision literalDue(GateCommand command, LiteralMark mark, CommandText text) {
        Optional<LiteralMark> behind = Optional.of(mark);
        if (inFlight.contains(command.tag())) {
            return inUse(command, behind);
        }
        if (!permissions.list(command.verb())) {
            return new Decision.Deny(command, Permissions.NOT_LISTED, behind);
        }
        if (isAppend(command) && command.count() > 0) {
            return follow(append(command, mark), command, behind, text);
        }
        return mark.size() > text.room() || text.literals() == CommandText.LITERALS_LIMIT
                ? new Decision.Bad(
                        command.tag(),
                        "A command may have 65536 octets, and 64 literals, at most",
                        behind)
                : new Decision.Take(mark);
    }

    /** RFC 6855 4: in {@code UTF8 (…)} stands a literal8, and nothing else. */
    private Ruling append(GateCommand command, LiteralMark message) {
        boolean isUtf8 = command.isUtf8Message(command.count() - 2);
        return isUtf8 && message.content() == LiteralMark.Content.TEXT
                ? Rule.malformed()
                : permissions.judge(command, scene);
    }

    /** While the provider idles nothing but DONE may go there. */
    Decision.Bad notDone(CommandText text) {
        Decision.Bad bad =
                switch (Parsed.of(text.text(), 0)) {
                    case Parsed.Complete(GateCommand command) ->
                            notDone(command.tag(), Optional.empty());
                    case Parsed.LiteralDue(GateCommand command, LiteralMark mark) ->
                            notDone(command.tag(), Optional.of(mark));
                    case Parsed.Malformed(String tag, Optional<LiteralMark> behind) ->
                            notDone(tag, behind);
                };
        return text.isClean() ? bad : notDone("*", Optional.empty());
    }

    /** The answer with a tag in use would be taken for that to the command with it. */
    private Decision.Bad notDone(String tag, Optional<LiteralMark> behind) {
        return new Decision.Bad(inFlight.contains(tag) ? "*" : tag, "Expected DONE", behind);
    }

    private static boolean isAppend(GateCommand command) {
        return command.verb().equals("APPEND");
    }

    private static Decision inUse(GateCommand command, Optional<LiteralMark> behind) {
        return new Decision.Bad(command.tag(), "This tag is in use", behind);
    }

    /**
     * @param message the literal that follows: the message of an APPEND
     */
    private static Decision follow(
            Ruling ruling, GateCommand command, Optional<LiteralMark> message, CommandText text) {
        return switch (ruling) {
            case Ruling.Granted(String verb) -> {
                message.ifPresent(text::addMark);
                yield new Decision.Send(
                        new Outgoing(command, verb, text.pieces(command, verb), message));
            }
            case Ruling.Denied(String why) -> new Decision.Deny(command, why, message);
            case Ruling.Malformed() ->
                    new Decision.Bad(
                            command.tag(), "The arguments of this command are malformed", message);
        };
    }
}
