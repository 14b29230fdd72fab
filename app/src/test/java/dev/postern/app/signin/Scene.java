package dev.postern.app.signin;

import dev.postern.app.oauth.OauthAccounts;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.core.account.Credential;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A person who types what a test says, and a bridge that answers what a test says. */
final class Scene implements Person, Operations {
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final Queue<Function<Scene, String>> typing = new ArrayDeque<>();
    private final Queue<Answer> answers;

    private Scene(List<Answer> answers) {
        this.answers = new ArrayDeque<>(answers);
    }

    static Scene answering(Answer... answers) {
        return new Scene(Arrays.asList(answers));
    }

    /** Next the person types what {@code text} makes of what was said. */
    Scene typing(Function<Scene, String> text) {
        typing.add(text);
        return this;
    }

    SignIn signIn(Credential.Oauth oauth) {
        return new SignIn(OauthAccounts.account(oauth), oauth, this, this);
    }

    String said() {
        return String.join("\n", said);
    }

    List<String> requests() {
        return requests;
    }

    /** A parameter of the address that was printed. */
    String parameter(String name) {
        String query =
                said.stream()
                        .filter(line -> line.contains("code_challenge="))
                        .findFirst()
                        .orElseThrow();
        return Arrays.stream(query.substring(query.indexOf('?') + 1).split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1);
    }

    @Override
    public void say(String line) {
        said.add(line);
    }

    @Override
    public void stress(String line) {
        said.add(line);
    }

    @Override
    public Optional<String> answer(String question) {
        return Optional.ofNullable(typing.poll()).map(text -> text.apply(this));
    }

    @Override
    public Answer carryOut(Request request) {
        requests.add(
                switch (request) {
                    case Request.SignIn(
                                    String account,
                                    TokenRequest.Code(
                                            Secret code,
                                            Secret verifier,
                                            var redirect)) ->
                            "%s code %s %d %s"
                                    .formatted(
                                            account,
                                            code.revealText(),
                                            verifier.length(),
                                            redirect);
                    case Request.SignIn(String account, TokenRequest.Device(Secret code)) ->
                            "%s device %s".formatted(account, code.revealText());
                    default -> request.toString();
                });
        Answer answer = answers.poll();
        if (answer == null) {
            throw new AssertionError("one request more than expected: " + requests);
        }
        return answer;
    }

    @Override
    public void close() {}
}
