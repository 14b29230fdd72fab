package dev.postern.app.fault;

/** What can happen to a connection, from one octet on. "The bridge" is the end that is tried. */
public enum Fault {
    /** All chunks come late, in both directions. */
    DELAY,
    /** All octets come one by one, in both directions. */
    TRICKLE,
    /** The bridge gets RST; the other end hears that the connection has ended. */
    RESET,
    /** The bridge gets FIN and nothing more; what it says is still passed on. */
    HALF_CLOSE,
    /** The same with TLS's close_notify before it; only where the relay speaks TLS. */
    TLS_CLOSE,
    /** Nothing is passed on any more in either direction, and nobody is told. */
    BLACK_HOLE,
    /** What the bridge says is not read for a while; what it is told is passed on. */
    PAUSE,
    /** The same until the relay is told to read on. */
    ZERO_WINDOW
}
