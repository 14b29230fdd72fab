package dev.postern.core.spare;

import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;

/**
 * Told what becomes of spares, so that somebody can count it. Called on event loops: it does not
 * block.
 */
public interface SpareListener {

    /** Does nothing. */
    SpareListener NONE = new SpareListener() {};

    /** One was logged in. */
    default void opened(Account account, Protocol protocol) {}

    /** One was given to a client. */
    default void used(Account account, Protocol protocol) {}

    default void discarded(Account account, Protocol protocol, Discarded why) {}

    /** None could be had. */
    default void failed(Account account, Protocol protocol) {}
}
