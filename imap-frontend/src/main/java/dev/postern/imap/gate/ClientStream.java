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

    /** Half as much again as the largest message that any provider takes. */
    private static final long DROP_LIMIT = 256L * 1024 * 1024;

    /** Clients that mean IMAP send none; one that is out of step sends many. */
    private static final int ERROR_LIMIT = 10;

    private final Judge judge;
    private final InFlight inFlight;
    private final Outlet outlet;

    private CommandText text = new CommandText();
    private ClientState state = new ClientState.Line();
    private int errors;

    ClientStream(Scene scene, Permissions permissions, InFlight inFlight, Outlet outlet) {
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

    /** Takes at least one octet. */
    void step(ByteBuf in) {
        switch (state) {
            case ClientState.Line ignored -> line(in);
            case ClientState.DroppedLine ignored -> line(in);
            case ClientState.Idling ignored -> line(in);
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
            case ClientState.MessageEnd(String left) -> messageEnd(in, left);
            case ClientState.Dropping(String answer, long left) -> {
                int count = (int) Math.min(left, in.readableBytes());
                in.skipBytes(count);
                drop(answer, left - count);
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
            case ClientState.DroppedLine(String answer) -> {
                Optional<LiteralMark> more = LiteralMark.endOf(text.text());
                text = new CommandText();
                refuse(answer, more);
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
                refuse(Sentence.refusal(command, why), behind);
            }
            case Decision.Bad(String tag, String sentence, Optional<LiteralMark> behind) ->
                    bad(tag, sentence, behind);
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
                        ? new ClientState.MessageEnd(command.end())
                        : new ClientState.Message(command, left);
    }

    private void messageEnd(ByteBuf in, String left) {
        if (in.readByte() != left.charAt(0)) {
            end("Only one message can be appended at a time");
            return;
        }
        outlet.upstream(left.substring(0, 1));
        state =
                left.length() > 1
                        ? new ClientState.MessageEnd(left.substring(1))
                        : new ClientState.Line();
    }

    /** The provider has answered a command, and the client was told. */
    void answered(String tag) {
        switch (state) {
            case ClientState.Offering(Outgoing command) when command.tag().equals(tag) -> {
                state = new ClientState.Line();
                refuse("", command.message());
            }
            case ClientState.AwaitingIdle(String idle) when idle.equals(tag) ->
                    state = new ClientState.Line();
            case ClientState.Idling(String idle) when idle.equals(tag) ->
                    state = new ClientState.Line();
            default -> {}
        }
        offerOnceDrained();
    }

    private void idled(String tag) {
        if (text.text().toUpperCase(Locale.ROOT).equals("DONE\r\n")) {
            text = new CommandText();
            state = new ClientState.Line();
            outlet.upstream("DONE\r\n");
        } else {
            outlet.answer(tag + " BAD Expected DONE\r\n");
            end("Expected DONE");
        }
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
            state = new ClientState.Line();
            if (!answer.isEmpty()) {
                outlet.answer(answer);
            }
        }
    }

    private void drop(String answer, long left) {
        state =
                left == 0
                        ? new ClientState.DroppedLine(answer)
                        : new ClientState.Dropping(answer, left);
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
