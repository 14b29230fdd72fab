package dev.postern.core.token;

import dev.postern.core.account.Account;
import dev.postern.core.credential.CredentialOutcome;
import dev.postern.core.oauth.TokenReply;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.oauth.TokenService;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.KeyFile;
import dev.postern.core.state.StateDirectory;
import dev.postern.core.state.StateLock;
import dev.postern.core.state.Vault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A process that does nothing but refresh, until it is killed. Its token endpoint is its parent:
 * {@code ask TOKEN} on standard output is answered with {@code ACCESS REFRESH}, or with anything
 * else for {@code invalid_grant}; {@code given ACCESS} says that a login has got a token. It ends
 * when there are no more answers.
 */
final class Rotator {

    private Rotator() {}

    static KeyFile key(Path directory) {
        return new KeyFile(directory.resolve("keys/vault.key"));
    }

    static StateDirectory state(Path directory) {
        return StateDirectory.open(directory.resolve("state"));
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader parent =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        say("ready");
        // Started ahead of time, while another one still has the state.
        Duration elapsed = Duration.parse(parent.readLine());
        Path directory = Path.of(arguments[0]);
        HandTime time = new HandTime();
        time.setWall(elapsed);
        Account account = Rig.account();
        TokenService server =
                (whose, oauth, request) -> {
                    if (!(request instanceof TokenRequest.Refresh(Secret token))) {
                        throw new IllegalArgumentException("only refreshes");
                    }
                    say("ask " + token.revealText());
                    return CompletableFuture.completedFuture(reply(parent));
                };
        try (StateLock lock = StateLock.acquire(state(directory))) {
            TokenEngine engine =
                    new TokenEngine(
                            Vault.open(lock, key(directory)),
                            server,
                            TokenListener.NONE,
                            time.timing(),
                            time.threads());
            while (true) {
                time.advance(Duration.ofHours(2));
                CredentialOutcome outcome =
                        engine.fetch(account, Rig.oauth(account)).toCompletableFuture().join();
                if (outcome instanceof CredentialOutcome.Available available) {
                    say("given " + available.secret().revealText());
                } else {
                    say("nothing");
                }
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static TokenReply reply(BufferedReader parent) {
        try {
            String answer = parent.readLine();
            if (answer == null) {
                System.exit(0);
            }
            String[] words = String.valueOf(answer).split(" ", -1);
            return words.length == 2
                    ? Server.granted(words[0], Optional.of(words[1]))
                    : Server.refused("invalid_grant");
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
