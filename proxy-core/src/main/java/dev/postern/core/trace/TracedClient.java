package dev.postern.core.trace;

import dev.postern.core.access.LoginAttempt;
import dev.postern.core.login.ClientDialogue;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.Malformed;
import dev.postern.core.login.Refusal;
import dev.postern.core.login.Speech;
import dev.postern.core.login.Turn;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.trace.TraceLine.Speaker;

/** A login dialogue with a client, listened to. */
record TracedClient(ClientDialogue dialogue, Tracer tracer) implements ClientDialogue {

    @Override
    public Turn<LoginAttempt> opened() {
        return said(dialogue.opened());
    }

    @Override
    public Turn<LoginAttempt> line(byte[] line) {
        tracer.line(Speaker.CLIENT, Redacted.command(tracer.protocol(), line));
        return said(dialogue.line(line));
    }

    @Override
    public Turn<LoginAttempt> octets(byte[] octets) {
        tracer.line(Speaker.CLIENT, Redacted.octets(octets.length));
        return said(dialogue.octets(octets));
    }

    @Override
    public Turn<LoginAttempt> secured() {
        tracer.remark("TLS with the client begins");
        return said(dialogue.secured());
    }

    @Override
    public Turn<LoginAttempt> malformed(Malformed what) {
        tracer.line(Speaker.CLIENT, "no line: " + what);
        return said(dialogue.malformed(what));
    }

    @Override
    public Turn<LoginAttempt> refused(Refusal refusal) {
        return said(dialogue.refused(refusal));
    }

    @Override
    public Speech welcomed(UpstreamReady ready) {
        Speech welcome = dialogue.welcomed(ready);
        tracer.lines(
                Speaker.BRIDGE_TO_CLIENT,
                Redacted.beginning(tracer.protocol(), welcome.toString()));
        return welcome;
    }

    @Override
    public Speech goodbye(CloseReason reason) {
        Speech goodbye = dialogue.goodbye(reason);
        tracer.lines(Speaker.BRIDGE_TO_CLIENT, Redacted.own(goodbye.toString()));
        return goodbye;
    }

    @Override
    public String program() {
        return dialogue.program();
    }

    private Turn<LoginAttempt> said(Turn<LoginAttempt> turn) {
        tracer.lines(Speaker.BRIDGE_TO_CLIENT, Redacted.own(turn.say().toString()));
        return turn;
    }
}
