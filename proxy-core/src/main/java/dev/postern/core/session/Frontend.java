package dev.postern.core.session;

import dev.postern.core.access.App;
import dev.postern.core.account.Protocol;
import dev.postern.core.gate.Gate;
import dev.postern.core.gate.GateOwner;
import dev.postern.core.login.ClientDialogue;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.login.Speech;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.login.UpstreamReady;

/** What a protocol supplies: a fresh dialogue for either side of a session. Thread-safe. */
public interface Frontend {

    Protocol protocol();

    ClientDialogue clientDialogue(ListenerSecurity security);

    /**
     * With a device that cannot say who it is: it logs in by beginning to talk. Of SMTP only.
     *
     * @param app that the device sends as, for the attempt that the log shows
     */
    ClientDialogue deviceDialogue(String app, ListenerSecurity security, Standing standing);

    UpstreamDialogue upstreamDialogue(UpstreamLogin login);

    /** How a connection that is logged in and was never used is ended politely. */
    Speech farewell();

    /**
     * A gate for one session of an app whose policy has a restriction for this protocol.
     *
     * @param ready as the provider said it
     */
    Gate gate(App app, UpstreamReady ready, GateOwner owner);
}
