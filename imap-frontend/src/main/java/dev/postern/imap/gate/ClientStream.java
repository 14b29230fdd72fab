package dev.postern.imap.gate;

import dev.postern.core.login.CloseReason;

import io.netty.buffer.ByteBuf;

import java.util.List;
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

    /** Half as much again as the largest message that any provider takes. */
    private static final long DROP_LIMIT = 256L * 1024 * 1024;

    /** Clients that mean IMAP send none; one that is out of step sends many in a row. */
    private static final int ERROR_LIMIT = 10;

    private static final String ONE_MESSAGE = "the app may append messages only, one at a time";
    private static final String FIRST_ONLY =
            "Only the first message was appended, as the app may append one at a time";

    private final Judge judge;
    private final InFlight inFlight;
    private final ClientOutlet outlet;

    private CommandText text = new CommandText();
    private ClientState state = new ClientState.Line();
    private int errors;

    ClientStream(Scene scene, Permissions permissions, InFlight inFlight, ClientOutlet outlet) {
        this.judge = new Judge(scene, permissions, inFlight);
        this.inFlight = inFlight;
        this.outlet = outlet;
    }

    /** Whether the provider must say something before more of the client can be read. */
    boolean isWaiting() {
        return state instanceof ClientState.Waiting
                || (state instanceof ClientState.Line && !inFlight.allowMore());
    }

    /** Whether a command may begin next, and so could be put off. */
    boolean isBetweenCommands() {
        return state instanceof ClientState.Line;
    }

    /** Whether the provider has answered everything; what is not complete has not begun. */
    boolean isAtRest() {
        int idle = state instanceof ClientState.Idling ? 1 : 0;
        return (idle == 1 || isBetweenCommands()) && inFlight.size() == idle;
    }

    /** Takes at least one octet. */
    void step(ByteBuf in) {
        switch (state) {
            case ClientState.Line ignored -> line(in);
            case ClientState.DroppedLine ignored -> line(in);
            case ClientState.Idling ignored -> line(in);
            case ClientState.Surplus ignored -> line(in);
            case ClientState.Literal(long left) -> {
                int count = (int) Math.min(left, in.readableBytes());
                text.add(in, count);
                state =
                        count == left
                                ? new ClientState.Line()
                                : new ClientState.Literal(left - count);
            }
            case ClientState.Message(Outgoing command, long left) -> {
                int count = (int) Math.min(left, in.readableBytes());
                outlet.upstream(in.readRetainedSlice(count));
                message(command, left - count);
            }
            case ClientState.MessageEnd(Outgoing command, String left) ->
                    messageEnd(in, command, left);
            case ClientState.Dropping(String answer, long left, ClientState.Resting then) -> {
                int count = (int) Math.min(left, in.readableBytes());
                in.skipBytes(count);
                drop(answer, left - count, then);
            }
            case ClientState.Over ignored -> in.skipBytes(in.readableBytes());
            case ClientState.Waiting ignored -> throw new IllegalStateException("waits");
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
            case ClientState.Idling(String tag) -> idled(tag);
            case ClientState.Surplus(Outgoing command) -> surplus(command);
            case ClientState.DroppedLine(String answer, ClientState.Resting then) -> {
                Optional<LiteralMark> more = LiteralMark.endOf(text.text());
                refuse(answer, more, then);
            }
            default -> follow(judge.decide(text));
        }
    }

    private void follow(Decision decision) {
        switch (decision) {
            case Decision.Send(Outgoing command) -> send(command);
            case Decision.Take(LiteralMark mark) -> take(mark);
            case Decision.Deny(GateCommand command, String why, Optional<LiteralMark> behind) -> {
                outlet.refused(command.verb(), why);
                judge.afterRefusal().ifPresent(outlet::upstream);
                refuse(Sentence.refusal(command, why), behind, new ClientState.Line());
            }
            case Decision.Bad bad -> bad(bad, new ClientState.Line());
        }
    }

    private void take(LiteralMark mark) {
        text.addMark(mark);
        state = mark.size() == 0 ? new ClientState.Line() : new ClientState.Literal(mark.size());
        if (mark.kind() == LiteralMark.Kind.SYNCHRONIZING) {
            outlet.answer("+ Go on\r\n");
        }
    }

    private void send(Outgoing command) {
        text = new CommandText();
        errors = 0;
        outlet.passed(command.verb());
        state = new ClientState.Draining(command);
        if (command.isPlain()) {
            inFlight.add(command.tag(), command.verb());
            outlet.upstream(command.nextPiece());
            state =
                    command.verb().equals("IDLE")
                            ? new ClientState.AwaitingIdle(command.tag())
                            : new ClientState.Line();
        } else {
            offerOnceDrained();
        }
    }

    /** RFC 3501 7.5: the {@code +}, or the NO, must be the answer to this and to nothing else. */
    private void offerOnceDrained() {
        if (state instanceof ClientState.Draining(Outgoing command) && inFlight.isEmpty()) {
            inFlight.add(command.tag(), command.verb());
            outlet.upstream(command.nextPiece());
            state = new ClientState.Offering(command);
        }
    }

    /** The provider says go on. */
    void continued(String reply) {
        switch (state) {
            case ClientState.Offering(Outgoing command) -> offered(command, reply);
            case ClientState.AwaitingIdle(String tag) -> {
                outlet.answer(reply);
                state = new ClientState.Idling(tag);
            }
            default -> {} // for nobody: the gate has not asked
        }
    }

    private void offered(Outgoing command, String reply) {
        if (!command.isComplete()) {
            outlet.upstream(command.nextPiece());
            if (command.isComplete() && command.message().isEmpty()) {
                state = new ClientState.Line();
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
        state =
                left == 0
                        ? new ClientState.MessageEnd(command, command.end())
                        : new ClientState.Message(command, left);
    }

    private void messageEnd(ByteBuf in, Outgoing command, String left) {
        byte octet = in.readByte();
        if (octet == left.charAt(0)) {
            outlet.upstream(left.substring(0, 1));
            state =
                    left.length() > 1
                            ? new ClientState.MessageEnd(command, left.substring(1))
                            : new ClientState.Line();
        } else if (octet == ' ' && left.equals(Outgoing.LINE_END)) {
            state = new ClientState.Surplus(command);
        } else {
            end("Expected the end of the command behind its message");
        }
    }

    /**
     * RFC 3502. The first message cannot be taken back; whatever is no second one is out of step.
     */
    private void surplus(Outgoing command) {
        if (!(ArgumentLexer.read(text.text(), 0, ArgumentLexer.Dialect.COMMAND, 0)
                instanceof Arguments.LiteralDue(List<Argument> ignored, LiteralMark second))) {
            end("Expected the end of the command behind its message");
            return;
        }
        outlet.upstream(Outgoing.LINE_END);
        outlet.refused(command.verb(), ONE_MESSAGE);
        inFlight.answerInstead(
                command.tag(), command.tag() + " NO [NOPERM] " + FIRST_ONLY + Outgoing.LINE_END);
        refuse("", Optional.of(second), new ClientState.Line());
    }

    /** The provider has answered a command, and the client was told. */
    void answered(String tag) {
        if (state instanceof ClientState.Offering(Outgoing command) && command.tag().equals(tag)) {
            refuse("", command.message(), new ClientState.Line());
        } else {
            state = state.afterIdle(tag);
        }
        offerOnceDrained();
    }

    private void idled(String tag) {
        if (text.text().toUpperCase(Locale.ROOT).equals("DONE\r\n")) {
            text = new CommandText();
            state = new ClientState.Line();
            outlet.upstream("DONE\r\n");
        } else {
            bad(judge.notDone(text), new ClientState.Idling(tag));
        }
    }

    private void bad(Decision.Bad bad, ClientState.Resting then) {
        String answer = bad.tag() + " BAD " + bad.sentence() + "\r\n";
        errors++;
        if (errors == ERROR_LIMIT) {
            outlet.answer(answer);
            end("Too many errors");
        } else {
            refuse(answer, bad.behind(), then);
        }
    }

    /** Answers at once if the client waits; else what it sends meanwhile is dropped first. */
    private void refuse(String answer, Optional<LiteralMark> behind, ClientState.Resting then) {
        text = new CommandText();
        boolean underWay =
                behind.filter(it -> it.kind() == LiteralMark.Kind.NON_SYNCHRONIZING).isPresent();
        if (underWay && behind.get().size() <= DROP_LIMIT) {
            drop(answer, behind.get().size(), then);
            return;
        }
        state = then;
        if (!answer.isEmpty()) {
            outlet.answer(answer);
        }
        if (underWay) {
            end("The literal is too large to be dropped");
        }
    }

    private void drop(String answer, long left, ClientState.Resting then) {
        state =
                left == 0
                        ? new ClientState.DroppedLine(answer, then)
                        : new ClientState.Dropping(answer, left, then);
    }

    private void end(String sentence) {
        state = new ClientState.Over();
        text = new CommandText();
        outlet.end("* BYE " + sentence + "\r\n", CloseReason.CLIENT_OUT_OF_STEP);
    }

    /** Whatever the client still sends is dropped. */
    void close() {
        state = new ClientState.Over();
    }
}
