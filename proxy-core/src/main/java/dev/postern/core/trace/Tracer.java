package dev.postern.core.trace;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.ClientDialogue;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.trace.TraceLine.Speaker;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes down what is said in one session, if anybody looked on when it began. What came before it
 * is known whose session it is waits until then. Runs on the session's event loop.
 */
public final class Tracer {

    /** A login has a dozen lines; a client that never logs in belongs to no app. */
    private static final int MOST_WAITING = 100;

    private final TraceSink sink;
    private final String session;
    private final Protocol protocol;
    private final boolean on;
    private final List<TraceLine> waiting = new ArrayList<>();
    private @Nullable String app;

    private Tracer(TraceSink sink, String session, Protocol protocol) {
        this.sink = sink;
        this.session = session;
        this.protocol = protocol;
        this.on = sink.isOpen();
    }

    /** Of a session that begins. */
    public static Tracer of(TraceSink sink, String session, Protocol protocol) {
        return new Tracer(sink, session, protocol);
    }

    /** The same dialogue, listened to. */
    public ClientDialogue around(ClientDialogue dialogue) {
        return on ? new TracedClient(dialogue, this) : dialogue;
    }

    /** The same dialogue, listened to. */
    public UpstreamDialogue around(UpstreamDialogue dialogue) {
        return on ? new TracedUpstream(dialogue, this) : dialogue;
    }

    Protocol protocol() {
        return protocol;
    }

    /** It is known now whose session it is. */
    public void app(String name) {
        if (on) {
            app = name;
            waiting.forEach(line ->
                    sink.take(new TraceLine(session, protocol, name, line.speaker(), line.text())));
            waiting.clear();
        }
    }

    /** A gate has passed a command on. */
    public void passed(String verb) {
        line(Speaker.CLIENT, verb + ", passed on");
    }

    /** Something happened. */
    public void remark(String sentence) {
        line(Speaker.NOBODY, sentence);
    }

    void lines(Speaker speaker, List<String> texts) {
        texts.forEach(text -> line(speaker, text));
    }

    void line(Speaker speaker, String text) {
        if (!on) {
            return;
        }
        if (app != null) {
            sink.take(new TraceLine(session, protocol, app, speaker, text));
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(new TraceLine(session, protocol, "", speaker, text));
        }
    }
}
