package dev.postern.core.session;

import dev.postern.core.access.Source;
import dev.postern.core.access.Verdict;
import dev.postern.core.account.Protocol;

import java.time.Duration;
import java.util.Optional;

/**
 * What one session is like at a moment.
 *
 * @param id its name in the log
 * @param program what the client calls itself; printable ASCII, cut; empty if it did not say
 * @param tls version between client and bridge; empty for plaintext
 * @param who as whom it has logged in; empty before
 * @param upstream host and port of the provider; empty before login
 * @param gated whether a gate looks at each command
 * @param age since the client has connected
 * @param sent octets from the client to the provider
 * @param received octets from the provider to the client
 */
public record SessionView(
        String id,
        Protocol protocol,
        Source source,
        String program,
        String tls,
        Optional<Verdict.Accepted> who,
        String upstream,
        boolean gated,
        Duration age,
        SessionPhase phase,
        long sent,
        long received) {}
