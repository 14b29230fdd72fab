package dev.postern.core.trace;

import dev.postern.core.login.Malformed;
import dev.postern.core.login.Turn;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamOutcome;
import dev.postern.core.trace.TraceLine.Speaker;

/** A login dialogue with a provider, listened to. */
record TracedUpstream(UpstreamDialogue dialogue, Tracer tracer) implements UpstreamDialogue {

    @Override
    public Turn<UpstreamOutcome> opened() {
        tracer.remark("connected to the provider");
        return said(dialogue.opened());
    }

    @Override
    public Turn<UpstreamOutcome> line(byte[] line) {
        tracer.line(Speaker.PROVIDER, Redacted.reply(tracer.protocol(), line));
        return said(dialogue.line(line));
    }

    @Override
    public Turn<UpstreamOutcome> octets(byte[] octets) {
        tracer.line(Speaker.PROVIDER, Redacted.octets(octets.length));
        return said(dialogue.octets(octets));
    }

    @Override
    public Turn<UpstreamOutcome> secured() {
        tracer.remark("TLS with the provider begins");
        return said(dialogue.secured());
    }

    @Override
    public Turn<UpstreamOutcome> malformed(Malformed what) {
        tracer.line(Speaker.PROVIDER, "no line: " + what);
        return said(dialogue.malformed(what));
    }

    private Turn<UpstreamOutcome> said(Turn<UpstreamOutcome> turn) {
        tracer.lines(Speaker.BRIDGE_TO_PROVIDER, Redacted.own(turn.say().toString()));
        return turn;
    }
}
