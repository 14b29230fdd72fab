package dev.postern.core.token;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.oauth.TokenReply;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.oauth.TokenService;
import dev.postern.core.secret.Secret;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A token endpoint that a test answers for: at once, or when it likes to. */
final class Server implements TokenService {

    /** What was asked for, as text, since the engine wipes its secrets. */
    record Asked(String words, CompletableFuture<TokenReply> reply) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Optional<Supplier<TokenReply>> answers = Optional.empty();

    /** From now on. */
    void answersWith(Supplier<TokenReply> answers) {
        this.answers = Optional.of(answers);
    }

    void answersNothing() {
        answers = Optional.empty();
    }

    /** To the last request. */
    void answer(TokenReply reply) {
        asked.getLast().reply().complete(reply);
    }

    int requests() {
        return asked.size();
    }

    String lastWords() {
        return asked.getLast().words();
    }

    @Override
    public CompletionStage<TokenReply> ask(
            Account account, Credential.Oauth oauth, TokenRequest request) {
        CompletableFuture<TokenReply> reply = new CompletableFuture<>();
        asked.add(new Asked(words(request), reply));
        answers.ifPresent(answer -> reply.complete(answer.get()));
        return reply;
    }

    private static String words(TokenRequest request) {
        return switch (request) {
            case TokenRequest.Refresh(Secret token) -> "refresh " + token.revealText();
            case TokenRequest.Code code -> "code " + code.code().revealText();
            case TokenRequest.Device device -> "device " + device.deviceCode().revealText();
            case TokenRequest.ClientCredentials ignored -> "client credentials";
            case TokenRequest.Password(Secret password) -> "password " + password.revealText();
            case TokenRequest.ServiceAccount ignored -> "service account";
        };
    }

    static TokenReply granted(String access, Optional<String> refresh) {
        return new TokenReply.Granted(
                Secret.of(access),
                refresh.map(Secret::of),
                Optional.of(Duration.ofHours(1)),
                Optional.empty());
    }

    static TokenReply granted(String access) {
        return granted(access, Optional.empty());
    }

    static TokenReply rotated(String access, String refresh) {
        return granted(access, Optional.of(refresh));
    }

    static TokenReply refused(String error) {
        return new TokenReply.Refused(error, "");
    }

    static TokenReply failed() {
        return new TokenReply.Failed("no answer", Optional.empty());
    }
}
