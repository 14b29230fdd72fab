package dev.postern.core.session;

import dev.postern.core.access.Source;
import dev.postern.core.access.Verdict;
import dev.postern.core.account.Protocol;

/** As whom a session has logged in, and from where. */
public record OpenLogin(Verdict.Accepted who, Protocol protocol, Source source) {}
