package dev.postern.core.session;

import dev.postern.core.gate.GateOwner;
import dev.postern.core.login.CloseReason;
import dev.postern.core.relay.Relay;

/** What becomes of what a gate tells its session. */
record GateReports(SessionLog log, Relay relay) implements GateOwner {

    @Override
    public void refused(String command, String why) {
        log.commandRefused(command, why);
    }

    @Override
    public void passed(String verb) {
        log.passed(verb);
    }

    @Override
    public void end(CloseReason reason) {
        relay.finish(reason);
    }
}
