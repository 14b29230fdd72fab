package dev.postern.imap;

import dev.postern.core.account.SecretKind;
import dev.postern.core.login.Speech;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.sasl.SaslClient;
import dev.postern.core.sasl.SaslExchange;

import java.util.List;
import java.util.Optional;

/** One way to log in to the provider, from the command to before its tagged answer. */
sealed interface Authentication permits SaslAuthentication, LoginAuthentication {

    String NOT_ASKED =
            "the provider says that the login has succeeded, and has not asked for what it needs";

    /** The command, or as much of it as may be sent before the provider says to go on. */
    Speech begin(String tag);

    /** What answers a continuation request; empty if there is nothing left to say. */
    Optional<Speech> answer(String challenge);

    /** Why the provider is none that we should talk to, after a challenge that showed it. */
    Optional<String> fault();

    /** Why an OK is not to be believed. */
    Optional<String> doubt();

    /** What the challenges said, for the log. */
    String heard();

    /**
     * The best that provider, credential and account allow; LOGIN only without a SASL mechanism
     * that would do.
     */
    static Optional<Authentication> choose(List<String> offered, UpstreamLogin login) {
        Optional<SaslExchange> exchange =
                SaslClient.choose(Capabilities.mechanisms(offered), login);
        if (exchange.isPresent()) {
            SaslAuthentication.Start start =
                    Capabilities.contain(offered, "SASL-IR")
                            ? SaslAuthentication.Start.INITIAL_RESPONSE
                            : SaslAuthentication.Start.WAIT;
            return Optional.of(new SaslAuthentication(exchange.get(), start));
        }
        boolean loginCommand =
                login.kind() == SecretKind.PASSWORD
                        && login.upstream().mechanism().isEmpty()
                        && !Capabilities.contain(offered, "LOGINDISABLED");
        return loginCommand ? LoginAuthentication.with(login) : Optional.empty();
    }
}
