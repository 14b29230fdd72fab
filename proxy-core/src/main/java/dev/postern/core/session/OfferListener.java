package dev.postern.core.session;

import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;

import java.util.List;

/** Told what a provider offers, after each login. Called on event loops: it does not block. */
@FunctionalInterface
public interface OfferListener {
    void offered(Account account, Protocol protocol, List<String> offers);
}
