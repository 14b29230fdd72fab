package dev.postern.core.login;

/**
 * The bridge as the client of one provider. Its result is final. It never ends by {@link
 * Next.HangUp}: what goes wrong is an {@link UpstreamFailure}.
 */
public interface UpstreamDialogue extends Dialogue<UpstreamOutcome> {}
