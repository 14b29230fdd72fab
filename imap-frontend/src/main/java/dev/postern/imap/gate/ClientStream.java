package dev.postern.imap.gate;

import dev.postern.core.login.CloseReason;

import io.netty.buffer.ByteBuf;

import java.util.Locale;
import java.util.Optional;

/**
 * Reads what a client sends, octet by octet, and passes on what the rules grant.
 *
 * <pre>
 *   Line --literal--> Literal --> Line
 *    |  --granted, with literals--> Draining --> Offering --go on--> (next piece) --> Line
 *    |                                              | go on, APPEND
 *    |                                              v
 *    |                                           Message --> MessageEnd --> Line
 *    |  --IDLE--> AwaitingIdle --go on--> Idling --DONE--> Line
 *    |  --refused, octets are under way--> Dropping --> DroppedLine --> Line
 *    +--out of step--> Over
 * </pre>
 *
 * <p>While {@link #isWaiting} nothing more is read. Runs on the session's event loop.
 */
final class ClientStream {

    /** What a stream does to the world. */
    interface Outlet {
        void upstream(String text);

        /** Owns the slice from now on. */
        void upstream(ByteBuf slice);

        void answer(String reply);

        void refused(String verb, String why);

        void passed(String verb);

        void end(String bye, CloseReason reason);
    }

    private sealed interface State {
        record Line() implements State {}

        record Literal(long left) implements State {}

        record Draining(Outgoing command) implements State {}

        record Offering(Outgoing command) implements State {}

        record Message(Outgoing command, long left) implements State {}

        record MessageEnd(String left) implements State {}

        record AwaitingIdle(String tag) implements State {}

        record Idling(String tag) implements State {}

        /**
         * @param answer said at the end of the command; empty: it was said
         */
        record Dropping(String answer, long left) implements State {}

        record DroppedLine(String answer) implements State {}

        record Over() implements State {}
    }

    /** Half as much again as the largest message that any provider takes. */
    private static final long DROP_LIMIT = 256L * 1024 * 1024;

    /** Clients that mean IMAP send none; one that is out of step sends many. */
    private static final int ERROR_LIMIT = 10;

    private final Scene scene;
    private final Permissions permissions;
    private final InFlight inFlight;
    private final Outlet outlet;

    private CommandText text = new CommandText();
    private State state = new State.Line();
    private int errors;

    ClientStream(Scene scene, Permissions permissions, InFlight inFlight, Outlet outlet) {
        this.scene = scene;
        this.permissions = permissions;
        this.inFlight = inFlight;
        this.outlet = outlet;
    }

    /** Whether the provider must say something before more of the client can be read. */
    boolean isWaiting() {
        return switch (state) {
            case State.Draining ignored -> true;
            case State.Offering ignored -> true;
            case State.AwaitingIdle ignored -> true;
            case State.Line ignored -> !inFlight.allowMore();
            case State.Literal ignored -> false;
            case State.Message ignored -> false;
            case State.MessageEnd ignored -> false;
            case State.Idling ignored -> false;
            case State.Dropping ignored -> false;
            case State.DroppedLine ignored -> false;
            case State.Over ignored -> false;
        };
    }

    /** Whether a command may begin next, and so could be put off. */
    boolean isBetweenCommands() {
        return state instanceof State.Line;
    }

    /** Takes at least one octet. */
    void step(ByteBuf in) {
        switch (state) {
            case State.Line ignored -> line(in);
            case State.DroppedLine ignored -> line(in);
            case State.Idling ignored -> line(in);
            case State.Literal(long left) -> {
                int count = (int) Math.min(left, in.readableBytes());
                text.add(in, count);
                state = count == left ? new State.Line() : new State.Literal(left - count);
            }
            case State.Message(Outgoing command, long left) -> {
                int count = (int) Math.min(left, in.readableBytes());
                outlet.upstream(in.readRetainedSlice(count));
                message(command, left - count);
            }
            case State.MessageEnd(String left) -> messageEnd(in, left);
            case State.Dropping(String answer, long left) -> {
                int count = (int) Math.min(left, in.readableBytes());
                in.skipBytes(count);
                drop(answer, left - count);
            }
            case State.Over ignored -> in.skipBytes(in.readableBytes());
            case State.Draining ignored -> throw new IllegalStateException("waits");
            case State.Offering ignored -> throw new IllegalStateException("waits");
            case State.AwaitingIdle ignored -> throw new IllegalStateException("waits");
        }
    }

    private void line(ByteBuf in) {
        int feed = in.bytesBefore((byte) '\n');
        int count = feed < 0 ? in.readableBytes() : feed + 1;
        if (count > text.room()) {
            end("A command may have 65536 octets at most");
            return;
        }
        text.add(in, count);
        if (feed >= 0) {
            lineEnded();
        }
    }

    private void lineEnded() {
        switch (state) {
            case State.Idling(String tag) -> idled(tag);
            case State.DroppedLine(String answer) -> {
                Optional<LiteralMark> more = LiteralMark.endOf(text.text());
                text = new CommandText();
                refuse(answer, more);
            }
            default -> commandOrLiteral();
        }
    }

    private void commandOrLiteral() {
        if (!text.isClean()) {
            bad("*", "A line ends with CR LF, and holds no CR, LF or NUL", Optional.empty());
            return;
        }
        switch (Parsed.of(text.text(), scene.dialect(), text.literals())) {
            case Parsed.Complete(GateCommand command) -> complete(command);
            case Parsed.LiteralDue(GateCommand soFar, LiteralMark mark) -> literalDue(soFar, mark);
            case Parsed.Malformed(String tag, Optional<LiteralMark> behind) ->
                    bad(tag, "Expected a command, and arguments of its own form", behind);
        }
    }

    private void complete(GateCommand command) {
        if (inFlight.contains(command.tag())) {
            bad(command.tag(), "This tag is in use", Optional.empty());
            return;
        }
        Ruling ruling = permissions.judge(command, scene);
        boolean isBeginning = command.verb().equals("APPEND") && ruling instanceof Ruling.Granted;
        switch (isBeginning ? Rule.malformed() : ruling) {
            case Ruling.Granted(String verb) ->
                    send(new Outgoing(command, verb, text.pieces(command, verb), Optional.empty()));
            case Ruling.Denied(String why) -> deny(command, why, Optional.empty());
            case Ruling.Malformed() -> malformed(command, Optional.empty());
        }
    }

    private void literalDue(GateCommand command, LiteralMark mark) {
        Optional<LiteralMark> behind = Optional.of(mark);
        if (inFlight.contains(command.tag())) {
            bad(command.tag(), "This tag is in use", behind);
        } else if (!permissions.list(command.verb())) {
            deny(command, Permissions.NOT_LISTED, behind);
        } else if (command.verb().equals("APPEND") && command.count() > 0) {
            switch (permissions.judge(command, scene)) {
                case Ruling.Granted(String verb) -> {
                    text.addMark(mark);
                    send(new Outgoing(command, verb, text.pieces(command, verb), behind));
                }
                case Ruling.Denied(String why) -> deny(command, why, behind);
                case Ruling.Malformed() -> malformed(command, behind);
            }
        } else if (mark.size() > text.room() || text.literals() == CommandText.LITERALS_LIMIT) {
            bad(command.tag(), "A command may have 65536 octets, and 64 literals, at most", behind);
        } else {
            text.addMark(mark);
            state = mark.size() == 0 ? new State.Line() : new State.Literal(mark.size());
            if (mark.kind() == LiteralMark.Kind.SYNCHRONIZING) {
                outlet.answer("+ Go on\r\n");
            }
        }
    }

    private void send(Outgoing command) {
        text = new CommandText();
        outlet.passed(command.verb());
        state = new State.Draining(command);
        if (command.isPlain()) {
            inFlight.add(command.tag(), command.verb());
            outlet.upstream(command.nextPiece());
            state =
                    command.verb().equals("IDLE")
                            ? new State.AwaitingIdle(command.tag())
                            : new State.Line();
        } else {
            offerOnceDrained();
        }
    }

    /** RFC 3501 7.5: the {@code +}, or the NO, must be the answer to this and to nothing else. */
    private void offerOnceDrained() {
        if (state instanceof State.Draining(Outgoing command) && inFlight.isEmpty()) {
            inFlight.add(command.tag(), command.verb());
            outlet.upstream(command.nextPiece());
            state = new State.Offering(command);
        }
    }

    /** The provider says go on. */
    void continued(String reply) {
        switch (state) {
            case State.Offering(Outgoing command) -> offered(command, reply);
            case State.AwaitingIdle(String tag) -> {
                outlet.answer(reply);
                state = new State.Idling(tag);
            }
            default -> {} // for nobody: the gate has not asked
        }
    }

    private void offered(Outgoing command, String reply) {
        if (!command.isComplete()) {
            outlet.upstream(command.nextPiece());
            if (command.isComplete() && command.message().isEmpty()) {
                state = new State.Line();
            }
            return;
        }
        LiteralMark message = command.message().orElseThrow();
        if (message.kind() == LiteralMark.Kind.SYNCHRONIZING) {
            outlet.answer(reply);
        }
        message(command, message.size());
    }

    private void message(Outgoing command, long left) {
        state = left == 0 ? new State.MessageEnd(command.end()) : new State.Message(command, left);
    }

    private void messageEnd(ByteBuf in, String left) {
        if (in.readByte() != left.charAt(0)) {
            end("Only one message can be appended at a time");
            return;
        }
        outlet.upstream(left.substring(0, 1));
        state = left.length() > 1 ? new State.MessageEnd(left.substring(1)) : new State.Line();
    }

    /** The provider has answered a command, and the client was told. */
    void answered(String tag) {
        switch (state) {
            case State.Offering(Outgoing command) when command.tag().equals(tag) -> {
                state = new State.Line();
                refuse("", command.message());
            }
            case State.AwaitingIdle(String idle) when idle.equals(tag) -> state = new State.Line();
            case State.Idling(String idle) when idle.equals(tag) -> state = new State.Line();
            default -> {}
        }
        offerOnceDrained();
    }

    private void idled(String tag) {
        if (text.text().toUpperCase(Locale.ROOT).equals("DONE\r\n")) {
            text = new CommandText();
            state = new State.Line();
            outlet.upstream("DONE\r\n");
        } else {
            outlet.answer(tag + " BAD Expected DONE\r\n");
            end("Expected DONE");
        }
    }

    private void malformed(GateCommand command, Optional<LiteralMark> behind) {
        bad(command.tag(), "The arguments of this command are malformed", behind);
    }

    private void bad(String tag, String sentence, Optional<LiteralMark> behind) {
        errors++;
        if (errors == ERROR_LIMIT) {
            outlet.answer(tag + " BAD " + sentence + "\r\n");
            end("Too many errors");
        } else {
            refuse(tag + " BAD " + sentence + "\r\n", behind);
        }
    }

    private void deny(GateCommand command, String why, Optional<LiteralMark> behind) {
        outlet.refused(command.verb(), why);
        refuse(command.tag() + " NO [NOPERM] " + Sentence.of(why) + "\r\n", behind);
    }

    /** Answers at once if the client waits; else what it sends meanwhile is dropped first. */
    private void refuse(String answer, Optional<LiteralMark> behind) {
        text = new CommandText();
        boolean underWay =
                behind.filter(it -> it.kind() == LiteralMark.Kind.NON_SYNCHRONIZING).isPresent();
        if (underWay && behind.get().size() > DROP_LIMIT) {
            outlet.answer(answer);
            end("The literal is too large to be dropped");
        } else if (underWay) {
            drop(answer, behind.get().size());
        } else {
            state = new State.Line();
            if (!answer.isEmpty()) {
                outlet.answer(answer);
            }
        }
    }

    private void drop(String answer, long left) {
        state = left == 0 ? new State.DroppedLine(answer) : new State.Dropping(answer, left);
    }

    private void end(String sentence) {
        state = new State.Over();
        text = new CommandText();
        outlet.end("* BYE " + sentence + "\r\n", CloseReason.CLIENT_OUT_OF_STEP);
    }

    /** Whatever the client still sends is dropped. */
    void close() {
        state = new State.Over();
    }
}
