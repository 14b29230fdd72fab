package dev.postern.imap.gate;

import dev.postern.core.access.ImapPolicy;
import dev.postern.core.login.CloseReason;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Plays one command to a {@link ClientStream} and keeps what becomes of it. */
final class Rehearsal implements ClientOutlet {

    private final ClientStream stream;
    private final InFlight inFlight = new InFlight();
    private final StringBuilder upstream = new StringBuilder();
    private final StringBuilder answers = new StringBuilder();
    private Optional<String> policy = Optional.empty();

    Rehearsal(ImapPolicy rehearsed) {
        Scene scene = new Scene(rehearsed, ImapJudgement.PROVIDER);
        scene.delimiter("/");
        this.stream = new ClientStream(scene, Permissions.of(rehearsed.profile()), inFlight, this);
    }

    ImapJudgement judge(String text) {
        ByteBuf octets = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
        try {
            boolean goesOn = true;
            while (octets.isReadable() && goesOn) {
                stream.step(octets);
                goesOn = isInvited();
            }
        } finally {
            octets.release();
        }
        return upstream.isEmpty()
                ? new ImapJudgement.Refused(answers.toString().strip(), policy)
                : new ImapJudgement.PassedOn(upstream.toString().strip());
    }

    /** The provider says go on as often as it is asked; it answers nothing. */
    private boolean isInvited() {
        int before = -1;
        while (stream.isWaiting() && upstream.length() != before) {
            before = upstream.length();
            stream.continued("+ Go on\r\n");
        }
        return !stream.isWaiting();
    }

    @Override
    public void upstream(String piece) {
        upstream.append(piece);
    }

    @Override
    public void upstream(ByteBuf slice) {
        upstream.append(slice.toString(StandardCharsets.ISO_8859_1));
        slice.release();
    }

    @Override
    public void answer(String reply) {
        if (!reply.startsWith("+")) {
            answers.append(reply);
        }
    }

    @Override
    public void refused(String verb, String why) {
        policy = Optional.of(why);
    }

    @Override
    public void passed(String verb) {}

    @Override
    public void end(String bye, CloseReason reason) {
        answers.append(bye);
    }
}
