package dev.postern.core.session;

import dev.postern.core.access.Authenticator;
import dev.postern.core.audit.AuditLog;
import dev.postern.core.trace.TraceSink;
import dev.postern.core.upstream.UpstreamLogins;

/** What all sessions of a bridge share. Everything in it is thread-safe. */
public record SessionServices(
        Authenticator authenticator,
        UpstreamLogins providers,
        OfferListener offers,
        OpenSessions open,
        Deadlines deadlines,
        AuditLog audit,
        SessionListener listener,
        TraceSink trace) {

    /** Of which nobody counts or traces anything. */
    public SessionServices(
            Authenticator authenticator,
            UpstreamLogins providers,
            OfferListener offers,
            OpenSessions open,
            Deadlines deadlines,
            AuditLog audit) {
        this(
                authenticator,
                providers,
                offers,
                open,
                deadlines,
                audit,
                SessionListener.NONE,
                TraceSink.NOBODY);
    }

    /** With another authenticator: what one listener's sessions share. */
    public SessionServices with(Authenticator other) {
        return new SessionServices(
                other, providers, offers, open, deadlines, audit, listener, trace);
    }
}
