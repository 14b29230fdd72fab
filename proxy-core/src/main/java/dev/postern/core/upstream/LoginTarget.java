package dev.postern.core.upstream;

import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;

/** Where to log in, and with whose credential: equal ones differ in nothing. */
public record LoginTarget(Account account, Protocol protocol, Upstream upstream) {}
