package dev.postern.core.token;

import dev.postern.core.account.Credential;
import dev.postern.core.oauth.SignInOutcome;
import dev.postern.core.oauth.TokenReply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Words for what came of a sign-in. */
final class SignIn {

    private SignIn() {}

    static SignInOutcome refused(Credential.Oauth oauth, TokenReply.Refused refused) {
        String server = oauth.server().name();
        String words = Refusals.words(refused);
        return switch (refused.error()) {
            // RFC 8628 3.5
            case "authorization_pending" -> new SignInOutcome.Pending();
            case "slow_down" -> new SignInOutcome.SlowDown();
            case "expired_token" ->
                    new SignInOutcome.Refused(
                            "The code was not entered at %s in time. Start the sign-in again for a new one."
                                    .formatted(server));
            case "access_denied" ->
                    new SignInOutcome.Refused(
                            ("The sign-in at %s was declined (%s). If that was not you, an"
                                            + " administrator may have to allow this registration.")
                                    .formatted(server, words));
            case "invalid_grant" ->
                    new SignInOutcome.Refused(
                            ("%s does not take what the sign-in gave: it is too old, was used"
                                 + " before, or the password is wrong (%s). Start the sign-in"
                                 + " again.")
                                    .formatted(server, words));
            default -> furtherRefused(oauth, refused, words);
        };
    }

    private static SignInOutcome furtherRefused(
            Credential.Oauth oauth, TokenReply.Refused refused, String words) {
        return switch (Refusals.of(refused.error())) {
            case TRANSIENT ->
                    new SignInOutcome.TryLater(
                            "%s is busy (%s)".formatted(oauth.server().name(), words));
            case REGISTRATION ->
                    new SignInOutcome.Refused(registration(oauth, words) + " Then sign in again.");
            case CONSENT, DOUBTFUL ->
                    new SignInOutcome.Refused(
                            "%s refused the sign-in: %s. Start it again; if that does not help, ask the provider."
                                    .formatted(oauth.server().name(), words));
        };
    }

    /** What is to be mended, for people. */
    static String registration(Credential.Oauth oauth, String words) {
        return ("The authorization server %s does not take the registration with the client id %s:"
                    + " %s. Compare client id, client secret or certificate, scopes and permitted"
                    + " grants with what is registered there, and mend them here or there.")
                .formatted(oauth.server().name(), oauth.client().id(), words);
    }

    /** What the person should know although it went well. */
    static Optional<String> note(
            Credential.Oauth oauth, TokenReply.Granted reply, Renewal renewal) {
        List<String> notes = new ArrayList<>();
        switch (renewal) {
            case POSSIBLE -> {}
            case BY_EARLIER_CONSENT ->
                    notes.add(
                            "The server gave no new refresh token; the one of the sign-in before is"
                                    + " kept.");
            case NONE ->
                    notes.add(
                            ("The server gave no refresh token, so the account works only until the"
                                 + " access token expires, in %d minutes, and then needs a new"
                                 + " sign-in. The likely cause: offline access was not asked for or"
                                 + " not granted (scope offline_access, or access_type=offline at"
                                 + " Google).")
                                    .formatted(Schedule.lifetime(reply.lifetime()).toMinutes()));
        }
        List<String> missing =
                new Scopes(oauth.scopes(), reply.scope().map(Scopes::in).orElse(List.of()))
                        .refused();
        if (!missing.isEmpty()) {
            notes.add(
                    "The server did not grant %s; what needs it will be refused. Sign in again and allow it, or take it out of scopes."
                            .formatted(String.join(" ", missing)));
        }
        return notes.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", notes));
    }

    /** Whether, and why, the token can be renewed without a person. */
    enum Renewal {
        POSSIBLE,
        BY_EARLIER_CONSENT,
        NONE
    }
}
