package dev.postern.core.oauth;

import com.google.gson.JsonObject;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.http.HttpsCaller;
import dev.postern.core.http.HttpsReply;
import dev.postern.core.oauth.AnswerReader.Said;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.Vault;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks device authorization endpoints for codes (RFC 8628 3.1). Thread-safe; no call blocks. */
public final class DeviceAuthorization {

    /** RFC 8628 3.2. */
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(5);

    /** A person would have gone away before we ask again. */
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

    /** Required by RFC 8628 3.2; what Microsoft says, where a server says nothing. */
    private static final Duration USUAL_LIFETIME = Duration.ofMinutes(15);

    private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);

    /** People type it: RFC 8628 6.1 has eight characters. */
    private static final int LONGEST_USER_CODE = 64;

    private final FormPost post;
    private final ClientProof proof;
    private final Clock clock;

    /** The same as a {@link TokenEndpoint} has. */
    public DeviceAuthorization(HttpsCaller caller, Vault vault, Clock clock) {
        this.post = new FormPost(caller);
        this.proof = new ClientProof(vault, clock);
        this.clock = clock;
    }

    /** One request, never repeated. As {@link TokenService#ask} in all else. */
    public CompletionStage<DeviceReply> authorize(Account account, Credential.Oauth oauth) {
        Optional<URI> endpoint = oauth.server().deviceAuthorization();
        if (endpoint.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new DeviceReply.Unaskable(
                            "No address is known where %s gives out device codes. Set `device_url` for the account %s, or sign in with a browser: oauth = \"code\"."
                                    .formatted(oauth.server().name(), account.name())));
        }
        AnswerReader reader = new AnswerReader(endpoint.get().getHost(), clock);
        return post.post(
                oauth.server(),
                endpoint.get(),
                form -> {
                    form.add("scope", String.join(" ", oauth.scopes()));
                    proof.add(form, account, oauth);
                    form.addMissing(oauth.server().tokenParameters());
                },
                posted ->
                        switch (posted) {
                            case FormPost.Posted.Answered answered -> read(reader, answered);
                            case FormPost.Posted.Failed(String detail) ->
                                    new DeviceReply.Failed(detail, Optional.empty());
                            case FormPost.Posted.Unaskable(String sentence) ->
                                    new DeviceReply.Unaskable(sentence);
                        });
    }

    static DeviceReply read(AnswerReader reader, FormPost.Posted.Answered answered) {
        return switch (reader.read(answered.answer(), answered.form()::redacted)) {
            case Said.Yes(JsonObject members) ->
                    begun(members).orElseGet(() -> failed(incomplete(reader, answered.answer())));
            case Said.No(String error, String description) ->
                    new DeviceReply.Refused(error, description);
            case Said.Nothing nothing -> failed(nothing);
        };
    }

    private static Optional<DeviceReply> begun(JsonObject members) {
        Optional<String> deviceCode =
                AnswerReader.string(members, "device_code").filter(TokenReader::isToken);
        Optional<String> userCode =
                AnswerReader.string(members, "user_code")
                        .map(String::strip)
                        .filter(code -> !code.isEmpty())
                        .filter(code -> code.equals(Words.ascii(code, LONGEST_USER_CODE)));
        // Google and early drafts of the RFC say verification_url.
        Optional<URI> verification =
                address(members, "verification_uri").or(() -> address(members, "verification_url"));
        if (deviceCode.isEmpty() || userCode.isEmpty() || verification.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new DeviceReply.Begun(
                        Secret.of(deviceCode.get()),
                        userCode.get(),
                        verification.get(),
                        address(members, "verification_uri_complete")
                                .or(() -> address(members, "verification_url_complete")),
                        atMost(LONGEST_LIFETIME, seconds(members, "expires_in", USUAL_LIFETIME)),
                        atMost(LONGEST_INTERVAL, seconds(members, "interval", USUAL_INTERVAL))));
    }

    /** For a person's browser, so nothing that is not an address of a page. */
    private static Optional<URI> address(JsonObject members, String name) {
        return AnswerReader.string(members, name).flatMap(DeviceAuthorization::page);
    }

    private static Optional<URI> page(String text) {
        try {
            URI uri = new URI(text.strip());
            return HttpsCaller.mayAsk(uri) ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static Duration seconds(JsonObject members, String name, Duration usual) {
        return AnswerReader.string(members, name).flatMap(TokenReader::seconds).orElse(usual);
    }

    private static Duration atMost(Duration longest, Duration wanted) {
        return wanted.compareTo(longest) > 0 ? longest : wanted;
    }

    private static Said.Nothing incomplete(AnswerReader reader, HttpsReply.Answer answer) {
        return reader.nothing(
                answer,
                "answers without a device code, a code for the person and an address to type it"
                        + " in");
    }

    private static DeviceReply failed(Said.Nothing nothing) {
        return new DeviceReply.Failed(nothing.detail(), nothing.retryAfter());
    }
}
