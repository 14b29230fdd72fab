package dev.postern.core.testing;

import dev.postern.core.login.LoginHandler;
import dev.postern.core.login.Malformed;
import dev.postern.core.login.Speech;
import dev.postern.core.login.Turn;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamOutcome;
import dev.postern.core.login.UpstreamReady;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** A login that is over as soon as the server has said a line. */
public final class Greeted implements UpstreamDialogue {

    private final Function<String, UpstreamOutcome> outcome;

    /** Whatever it says is what it offers. */
    public Greeted() {
        this(words -> new UpstreamReady(List.of(words), List.of()));
    }

    /**
     * @param outcome of what it says
     */
    public Greeted(Function<String, UpstreamOutcome> outcome) {
        this.outcome = outcome;
    }

    @Override
    public Turn<UpstreamOutcome> opened() {
        return Turn.readLine(Speech.NOTHING, LoginHandler.BUFFER_LIMIT);
    }

    @Override
    public Turn<UpstreamOutcome> line(byte[] line) {
        return Turn.done(
                Speech.NOTHING, outcome.apply(new String(line, StandardCharsets.US_ASCII)));
    }

    @Override
    public Turn<UpstreamOutcome> octets(byte[] octets) {
        throw new IllegalStateException();
    }

    @Override
    public Turn<UpstreamOutcome> secured() {
        throw new IllegalStateException();
    }

    @Override
    public Turn<UpstreamOutcome> malformed(Malformed what) {
        throw new IllegalStateException();
    }
}
