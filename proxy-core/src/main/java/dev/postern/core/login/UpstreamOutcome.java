package dev.postern.core.login;

/** How a login to the provider ended. */
public sealed interface UpstreamOutcome permits UpstreamReady, UpstreamFailure {}
