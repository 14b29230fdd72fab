package dev.postern.app.operation;

/**
 * One open session, as lists show it. Texts and numbers only, since it travels as JSON; what is not
 * known is empty.
 *
 * @param session its name in the log
 * @param phase {@code logging-in}, {@code verifying}, {@code dialling} or {@code relaying}
 * @param client address and port
 * @param program what the client calls itself
 * @param localUser number of the user of this machine whose program it is
 * @param listener our end: address and port
 * @param tls version between client and bridge; empty for plaintext
 * @param upstream host and port of the provider
 * @param commands {@code checked} if each one is, {@code passed} if none is looked at
 * @param sent octets from the client to the provider
 * @param received octets from the provider to the client
 */
public record SessionLine(
        String session,
        String protocol,
        String phase,
        String app,
        String account,
        String client,
        String program,
        String localUser,
        String listener,
        String tls,
        String upstream,
        String commands,
        double seconds,
        long sent,
        long received) {}
