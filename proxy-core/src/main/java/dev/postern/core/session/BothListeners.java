package dev.postern.core.session;

import dev.postern.core.access.Denial;
import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.UpstreamFailure;

import java.time.Duration;
import java.util.Optional;

/** Tells one after the other. */
record BothListeners(SessionListener first, SessionListener second) implements SessionListener {

    @Override
    public void upstreamReached(Account account, Protocol protocol, Duration took) {
        first.upstreamReached(account, protocol, took);
        second.upstreamReached(account, protocol, took);
    }

    @Override
    public void upstreamFailed(
            Account account, Protocol protocol, UpstreamFailure failure, Duration took) {
        first.upstreamFailed(account, protocol, failure, took);
        second.upstreamFailed(account, protocol, failure, took);
    }

    @Override
    public void loginRefused(Protocol protocol, Optional<Denial> why) {
        first.loginRefused(protocol, why);
        second.loginRefused(protocol, why);
    }

    @Override
    public void ended(Protocol protocol, CloseReason reason, Optional<Relayed> octets) {
        first.ended(protocol, reason, octets);
        second.ended(protocol, reason, octets);
    }
}
