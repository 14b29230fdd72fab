package dev.postern.imap.gate;

import dev.postern.core.gate.GateOwner;
import dev.postern.core.login.CloseReason;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;

/**
 * The gate in the client's pipeline. What cannot be judged yet is held, and no read passes
 * meanwhile: so that is what one read brings.
 */
final class ClientSide extends ChannelDuplexHandler implements ClientOutlet {

    private final InFlight inFlight = new InFlight();
    private final OwnReplies own = new OwnReplies(this::write);
    private final Deque<ByteBuf> held = new ArrayDeque<>();
    private final Tally tally;
    private final GateOwner owner;
    private final ClientStream stream;

    private @Nullable UpstreamSide upstreamSide;
    private @Nullable ChannelHandlerContext ctx;
    private boolean over;
    private boolean leaving;
    private boolean advancing;

    ClientSide(Scene scene, Permissions permissions, Tally tally, GateOwner owner) {
        this.tally = tally;
        this.owner = owner;
        this.stream = new ClientStream(scene, permissions, inFlight, this);
    }

    void face(UpstreamSide side) {
        upstreamSide = side;
    }

    private UpstreamSide upstreamSide() {
        return Objects.requireNonNull(upstreamSide);
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(ctx);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        close();
    }

    @Override
    public void channelRead(ChannelHandlerContext here, Object message) {
        held.add((ByteBuf) message);
        advance();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext here) {
        here.flush();
        here.fireChannelReadComplete();
    }

    /** The pump asks for more. Each time that the wait ends it is made to ask again. */
    @Override
    public void read(ChannelHandlerContext here) {
        if (!isHeldUp()) {
            here.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext here) {
        here.fireChannelWritabilityChanged();
        resume();
    }

    @Override
    public void channelInactive(ChannelHandlerContext here) {
        close();
        here.fireChannelInactive();
    }

    private boolean isHeldUp() {
        boolean canBegin =
                !leaving
                        && context().channel().isWritable()
                        && own.allowMore()
                        && upstreamSide().isReady();
        return !over && (stream.isWaiting() || (stream.isBetweenCommands() && !canBegin));
    }

    private void advance() {
        if (advancing) {
            return; // what was written just now has changed the writability
        }
        advancing = true;
        while (!held.isEmpty() && !isHeldUp()) {
            ByteBuf next = held.element();
            if (next.isReadable() && !over) {
                stream.step(next);
            } else {
                held.remove().release();
            }
        }
        advancing = false;
        leaveAtRest();
    }

    /** Ends at the next boundary between commands; none begins any more. */
    void leave() {
        leaving = true;
        leaveAtRest();
    }

    /** Ends now, with a word if one can stand here. */
    void end(CloseReason reason) {
        end("* BYE " + Sentence.of(reason.sentence()) + "\r\n", reason);
    }

    private void leaveAtRest() {
        if (leaving && !over && stream.isAtRest() && upstreamSide().isBetweenReplies()) {
            end(CloseReason.SHUTDOWN);
        }
    }

    /** Something has changed for which the client may have been held up. */
    void resume() {
        if (ctx != null && !over && !advancing) {
            advance();
            channelReadComplete(ctx);
        }
    }

    /** The provider says go on. */
    void continued(String reply) {
        stream.continued(reply);
    }

    /** What the client hears of a reply with this tag; nothing: it answers no command of his. */
    Optional<String> answer(String tag, String status, String reply) {
        if (inFlight.removeOwn(tag)) {
            stream.answered(tag);
            return Optional.empty();
        }
        Optional<String> verb = inFlight.remove(tag);
        if (verb.filter("APPEND"::equals).isPresent() && status.equalsIgnoreCase("OK")) {
            tally.appended();
        }
        return verb.map(ignored -> inFlight.answer(tag, status, reply));
    }

    /** The client has been told that the command with this tag is answered. */
    void told(String tag) {
        stream.answered(tag);
    }

    OwnReplies own() {
        return own;
    }

    @Override
    public void upstream(String text) {
        upstream(buffer(text));
    }

    @Override
    public void upstream(ByteBuf slice) {
        context().fireChannelRead(slice);
    }

    @Override
    public void answer(String reply) {
        own.add(reply);
        if (upstreamSide().isBetweenReplies()) {
            own.sayAll();
        }
    }

    private void write(String reply) {
        context().write(buffer(reply));
    }

    private ByteBuf buffer(String text) {
        ByteBuf buffer = context().alloc().buffer(text.length());
        buffer.writeCharSequence(text, StandardCharsets.ISO_8859_1);
        return buffer;
    }

    @Override
    public void refused(String verb, String why) {
        tally.refused(verb, why);
    }

    @Override
    public void passed(String verb) {
        tally.passed(verb);
    }

    /** Says goodbye, unless that would stand inside a reply of the provider. */
    @Override
    public void end(String bye, CloseReason reason) {
        if (!over) {
            goodbye(bye);
            owner.end(reason);
        }
    }

    /** The last words; the session ends by itself. */
    void goodbye(String bye) {
        if (!over && ctx != null) {
            answer(bye);
            close();
            ctx.flush();
        }
    }

    boolean isOver() {
        return over;
    }

    private void close() {
        over = true;
        stream.close();
        held.forEach(ByteBuf::release);
        held.clear();
    }
}
