package dev.postern.core.session;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.ClientDialogue;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamLogin;

/** What a protocol supplies: a fresh dialogue for either side of a session. Thread-safe. */
public interface Frontend {

    Protocol protocol();

    ClientDialogue clientDialogue(ListenerSecurity security);

    UpstreamDialogue upstreamDialogue(UpstreamLogin login);
}
